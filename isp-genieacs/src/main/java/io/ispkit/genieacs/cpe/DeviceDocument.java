package io.ispkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * A device as GenieACS knows it: parameters are leaves with {@code _value} and {@code _type},
 * objects nest.
 */
record DeviceDocument(JsonNode json) {

  String id() {
    return json.path("_id").asText("");
  }

  String serial() {
    return json.path("_deviceId").path("_SerialNumber").asText("");
  }

  List<String> tags() {
    return StreamSupport.stream(json.path("_tags").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  /** One of Manufacturer, OUI, ProductClass, SerialNumber. */
  Optional<String> identity(String part) {
    return Optional.of(json.path("_deviceId").path("_" + part).asText(""))
        .filter(v -> !v.isEmpty());
  }

  /** Whether an object or parameter is known. */
  boolean has(String path) {
    return at(path).isObject();
  }

  /** The cached value; empty when the parameter is unknown or was never read. */
  Optional<JsonNode> value(String path) {
    return Optional.of(at(path).path("_value")).filter(v -> v.isValueNode() && !v.isNull());
  }

  String type(String path) {
    return at(path).path("_type").asText("xsd:string");
  }

  /** The known objects that match a pattern with {@code *} for instance numbers, lowest first. */
  List<String> objects(String pattern) {
    List<String> found = new ArrayList<>();
    collect(json, pattern.split("\\.", -1), 0, "", found);
    return found;
  }

  private static void collect(
      JsonNode node, String[] pattern, int at, String path, List<String> found) {
    if (at == pattern.length) {
      found.add(path);
      return;
    }
    node.properties().stream()
        .filter(e -> e.getValue().isObject())
        .filter(
            e -> pattern[at].equals("*") ? isNumber(e.getKey()) : e.getKey().equals(pattern[at]))
        .sorted(Comparator.comparing((Map.Entry<String, JsonNode> e) -> numeric(e.getKey())))
        .forEach(
            e ->
                collect(
                    e.getValue(),
                    pattern,
                    at + 1,
                    path.isEmpty() ? e.getKey() : path + "." + e.getKey(),
                    found));
  }

  private static boolean isNumber(String key) {
    return key.matches("\\d{1,9}");
  }

  private static int numeric(String key) {
    return isNumber(key) ? Integer.parseInt(key) : 0;
  }

  private JsonNode at(String path) {
    JsonNode node = json;
    for (String segment : path.split("\\.", -1)) {
      if (segment.startsWith("_")) {
        return MissingNode.getInstance();
      }
      node = node.path(segment);
    }
    return node;
  }
}
