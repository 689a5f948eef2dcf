package io.ispkit.genieacs.cpe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One object of one device, with the objects that it refers to. */
final class Place {

  private final DeviceDocument device;
  private final String object;
  private final Map<String, String> links = new HashMap<>();

  /**
   * @param wanted name and parameter of each reference; a later one may go through an earlier one
   */
  Place(DeviceDocument device, String object, List<Link> wanted) {
    this.device = device;
    this.object = object;
    for (Link link : wanted) {
      resolve(link.path())
          .flatMap(device::value)
          .map(Place::target)
          .filter(Parameter::isPath)
          .ifPresent(target -> links.put(link.name(), target));
    }
  }

  /** TR-181 writes references with and without a final dot, and several with commas. */
  private static String target(JsonNode reference) {
    String first = reference.asText().split(",", -1)[0].strip();
    return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
  }

  String object() {
    return object;
  }

  /** The number of the object itself. */
  String instance() {
    return object.substring(object.lastIndexOf('.') + 1);
  }

  /** The full path of a relative one; empty when its reference leads nowhere. */
  Optional<String> resolve(String path) {
    if (!path.startsWith("{")) {
      return Optional.of(object + "." + path);
    }
    int end = Math.max(path.indexOf('}'), 1);
    return Optional.ofNullable(links.get(path.substring(1, end)))
        .map(target -> target + path.substring(Math.min(end + 1, path.length())));
  }

  Optional<String> text(String path) {
    return resolve(path)
        .flatMap(device::value)
        .map(JsonNode::asText)
        .filter(text -> !text.isBlank());
  }

  boolean isEnabled() {
    return text("Enable").filter(value -> value.equals("true") || value.equals("1")).isPresent();
  }
}
