package io.ispkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.ispkit.core.device.DeviceSpec;
import io.ispkit.core.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a device should have, by its template and what it is made of. A pure function: the same for
 * plan, write and read-back.
 *
 * @param missing what the template needs and the device is not known to have
 */
record Rendering(List<Parameter> parameters, List<String> missing) {

  static Rendering of(Template.Model model, DeviceSpec spec, DeviceDocument device) {
    List<Parameter> parameters = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Template.Group group : model.groups()) {
      boolean wifi = group.needs().equals("wifi");
      if (wifi && spec.wifi() == null) {
        continue;
      }
      List<String> objects = taken(group, device);
      if (objects.isEmpty() && !group.optional()) {
        missing.add(group.objects());
      }
      for (String object : objects) {
        for (Template.Item item : group.parameters()) {
          render(item, group, object, spec, device, wifi, parameters, missing);
        }
      }
    }
    return new Rendering(List.copyOf(parameters), List.copyOf(missing));
  }

  private static List<String> taken(Template.Group group, DeviceDocument device) {
    List<String> all = device.objects(group.objects());
    if (all.isEmpty() || group.take() == Template.Take.ALL) {
      return all;
    }
    List<String> enabled =
        all.stream()
            .filter(o -> device.value(o + ".Enable").filter(v -> isTrue(v)).isPresent())
            .toList();
    return group.take() == Template.Take.FIRST || enabled.isEmpty() ? all.subList(0, 1) : enabled;
  }

  private static boolean isTrue(JsonNode value) {
    return value.asText().equals("true") || value.asText().equals("1");
  }

  private static void render(
      Template.Item item,
      Template.Group group,
      String object,
      DeviceSpec spec,
      DeviceDocument device,
      boolean wifi,
      List<Parameter> parameters,
      List<String> missing) {
    JsonNode value = item.value() != null ? item.value() : neutral(item.set(), spec);
    if (value == null) {
      return;
    }
    Optional<String> path =
        item.paths().stream()
            .flatMap(p -> resolve(p, group.links(), object, device).stream())
            .filter(device::has)
            .findFirst();
    if (path.isPresent()) {
      parameters.add(new Parameter(path.get(), value, item.type(), item.isSecret(), wifi));
    } else if (!item.optional()) {
      missing.add(object + "." + item.paths().get(0));
    }
  }

  private static Optional<String> resolve(
      String path, @Nullable Map<String, String> links, String object, DeviceDocument device) {
    if (!path.startsWith("{") || links == null) {
      return Optional.of(object + "." + path);
    }
    int end = path.indexOf('}');
    String link = links.get(path.substring(1, Math.max(1, end)));
    // A reference may end with a dot (TR-181 writes both forms).
    return Optional.ofNullable(link)
        .flatMap(l -> device.value(object + "." + l))
        .map(target -> target.asText().replaceFirst("\\.$", "") + path.substring(end + 1));
  }

  private static @Nullable JsonNode neutral(@Nullable String name, DeviceSpec spec) {
    Secret password = spec.password();
    var wifi = spec.wifi();
    String text =
        switch (name == null ? "" : name) {
          case "pppoe_username" -> spec.username();
          case "pppoe_password" -> password == null ? null : password.reveal();
          case "wifi_ssid" -> wifi == null ? null : wifi.ssid();
          case "wifi_passphrase" -> wifi == null ? null : wifi.passphrase().reveal();
          default -> null;
        };
    return text == null ? null : JsonNodeFactory.instance.textNode(text);
  }

  /** Paths in the order in which they are set. */
  List<String> paths() {
    return parameters.stream().map(Parameter::path).toList();
  }

  /** Those that can be read back. */
  List<Parameter> readable() {
    return parameters.stream().filter(p -> !p.secret()).toList();
  }
}
