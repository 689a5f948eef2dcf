package io.ispkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A configuration template: which neutral parameters stand where, by data model. The file {@code
 * default.yaml} beside this class explains the form.
 */
record Template(Map<String, Model> models) {

  /** The name of the built-in one. */
  static final String DEFAULT = "default";

  private static final Set<String> NEUTRAL =
      Set.of("wifi_ssid", "wifi_passphrase", "pppoe_username", "pppoe_password");

  private static final ObjectReader READER =
      YAMLMapper.builder()
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .build()
          .readerFor(Template.class);

  /** Which of the objects found are configured. */
  enum Take {
    FIRST,
    ENABLED,
    ALL
  }

  /** What one kind of device looks like. */
  record Model(String root, List<String> discover, Map<String, String> info, List<Group> groups) {

    Model {
      discover = List.copyOf(require(discover, "discover"));
      info = Map.copyOf(require(info, "info"));
      groups = List.copyOf(require(groups, "groups"));
      require(root, "root");
    }
  }

  /** Parameters of one kind of object. */
  record Group(
      String needs,
      String objects,
      Take take,
      @Nullable Map<String, String> links,
      boolean optional,
      List<Item> parameters) {

    Group {
      require(objects, "objects");
      require(take, "take");
      links = links == null ? Map.of() : Map.copyOf(links);
      parameters = List.copyOf(require(parameters, "parameters"));
      if (!Set.of("wifi", "pppoe").contains(require(needs, "needs"))) {
        throw new IllegalArgumentException("needs: expected wifi or pppoe, got " + needs);
      }
    }
  }

  /** One parameter: a neutral one, or a fixed value. */
  record Item(
      @Nullable String set,
      @Nullable JsonNode value,
      List<String> paths,
      String type,
      boolean optional) {

    Item {
      paths = List.copyOf(require(paths, "paths"));
      if (!require(type, "type").matches("xsd:[A-Za-z]+")) {
        throw new IllegalArgumentException("type: expected one such as xsd:string, got " + type);
      }
      if ((set == null) == (value == null)) {
        throw new IllegalArgumentException(paths + ": expected either set or value");
      }
      if (set != null && !NEUTRAL.contains(set)) {
        throw new IllegalArgumentException("set: expected one of " + NEUTRAL);
      }
    }

    boolean isSecret() {
      return "wifi_passphrase".equals(set) || "pppoe_password".equals(set);
    }
  }

  Template {
    models = Map.copyOf(require(models, "models"));
  }

  static Template builtIn() {
    try (InputStream in = Template.class.getResourceAsStream("template/default.yaml")) {
      return READER.readValue(require(in, "default.yaml"));
    } catch (IOException broken) {
      throw new IllegalStateException("the built-in template", broken);
    }
  }

  /**
   * Reads a template of the operator's own.
   *
   * @throws IllegalArgumentException it is not there, or not a template; the message says where
   */
  static Template read(Path file) {
    try {
      return READER.readValue(Files.readString(file));
    } catch (IOException wrong) {
      String message = String.valueOf(wrong.getMessage());
      throw new IllegalArgumentException(file + ": " + message.replace('\n', ' '), wrong);
    }
  }

  /** The model whose root the device has. */
  Optional<Model> modelOf(DeviceDocument device) {
    return models.values().stream().filter(m -> device.has(m.root())).findFirst();
  }

  private static <T> T require(@Nullable T value, String name) {
    if (value == null) {
      throw new IllegalArgumentException("expected " + name);
    }
    return value;
  }
}
