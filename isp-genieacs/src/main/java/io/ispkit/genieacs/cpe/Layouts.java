package io.ispkit.genieacs.cpe;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All templates and overrides of one ACS. Immutable and thread-safe. */
public final class Layouts {

  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  /** The overrides that come with this library. */
  private static final List<String> SHIPPED = List.of("override/huawei-bm632w.yaml");

  private record Models(Map<String, Layout> models) {}

  private final Map<String, Template> templates;

  /** In order: a later one wins over an earlier one. */
  private final List<LayoutOverride> overrides;

  private Layouts(Map<String, Template> templates, List<LayoutOverride> overrides) {
    this.templates = Map.copyOf(templates);
    this.overrides = List.copyOf(overrides);
  }

  public Optional<Template> template(String name) {
    return Optional.ofNullable(templates.get(name));
  }

  public List<String> names() {
    return templates.keySet().stream().sorted().toList();
  }

  /** The built-in template and the overrides that come with this library. */
  public static Layouts shipped() {
    List<LayoutOverride> overrides = new ArrayList<>();
    SHIPPED.forEach(name -> overrides.add(resource(name, LayoutOverride.class)));
    return new Layouts(Map.of(Template.DEFAULT, Template.builtIn()), overrides);
  }

  static Map<String, Layout> builtIn() {
    return resource("layouts.yaml", Models.class).models();
  }

  /**
   * These, and a template of the operator's own, in place of one of the same name.
   *
   * @throws IllegalArgumentException it is not there, or not a template; the message says where
   */
  public Layouts withTemplate(String name, Path file) {
    Map<String, Template> more = new LinkedHashMap<>(templates);
    more.put(name, read(file, Template.class));
    return new Layouts(more, overrides);
  }

  /**
   * These, and an override of the operator's own, which wins over those before.
   *
   * @param name for messages only
   * @throws IllegalArgumentException it is not there, or not an override; the message says where
   */
  public Layouts withOverride(String name, Path file) {
    List<LayoutOverride> more = new ArrayList<>(overrides);
    more.add(read(file, LayoutOverride.class));
    return new Layouts(templates, more);
  }

  private static <T> T read(Path file, Class<T> type) {
    try {
      return Given.required(YAML.readValue(Files.readString(file), type), "something");
    } catch (IOException wrong) {
      String message = String.valueOf(wrong.getMessage());
      throw new IllegalArgumentException(file + ": " + message.replace('\n', ' '), wrong);
    }
  }

  private static <T> T resource(String name, Class<T> type) {
    try (InputStream in = Layouts.class.getResourceAsStream(name)) {
      return YAML.readValue(Given.required(in, name), type);
    } catch (IOException broken) {
      throw new IllegalStateException("the built-in " + name, broken);
    }
  }

  /**
   * The names of the templates that claim a device by its tags.
   *
   * @return more than one when the operator's files contradict each other
   */
  public List<String> claiming(Collection<String> tags) {
    return templates.entrySet().stream()
        .filter(e -> e.getValue().tags().stream().anyMatch(tags::contains))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** The objects and parameters, up to the first instance number, by which lines are measured. */
  public List<String> measured(Template template) {
    Stream<Measure> ofModels =
        template.models().values().stream().flatMap(layout -> layout.signal().values().stream());
    Stream<Measure> ofOverrides =
        overrides.stream().flatMap(override -> override.signal().values().stream());
    return Stream.concat(ofModels, ofOverrides)
        .map(measure -> measure.path().split("\\.\\*", -1)[0])
        .distinct()
        .sorted()
        .toList();
  }

  /** The objects, up to the first instance number, where overrides say that settings stand. */
  List<String> overridden() {
    return overrides.stream().flatMap(override -> override.objects().stream()).distinct().toList();
  }

  /** Where settings stand in this very device; empty when its data model is not known. */
  public Optional<Layout> layoutOf(Template template, DeviceDocument device) {
    return template
        .layoutOf(device)
        .map(
            layout -> {
              Layout changed = layout;
              for (LayoutOverride override : overrides) {
                if (override.concerns(device, layout)) {
                  changed = changed.overriddenBy(override);
                }
              }
              return changed;
            });
  }
}
