package io.ispkit.genieacs.cpe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * A device as GenieACS knows it: parameters are leaves with {@code _value} and {@code _type},
 * objects nest. What a device says of itself is not to be trusted: paths are checked, and values
 * are values.
 */
public record DeviceDocument(JsonNode json) {

  /** Its id in GenieACS, as stored: with the {@code %XX} that belong to it. */
  public String id() {
    return json.path("_id").asText("");
  }

  public String serial() {
    return json.path("_deviceId").path("_SerialNumber").asText("");
  }

  public List<String> tags() {
    return StreamSupport.stream(json.path("_tags").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  /** One of Manufacturer, OUI, ProductClass, SerialNumber. */
  public Optional<String> identity(String part) {
    return Optional.of(json.path("_deviceId").path("_" + part).asText(""))
        .filter(v -> !v.isEmpty());
  }

  /** One of lastInform, lastBoot, lastBootstrap, registered; empty when it never was. */
  public Optional<Instant> moment(String name) {
    return instant(json.path("_" + name));
  }

  /** Whether an object or parameter is known. */
  public boolean has(String path) {
    return at(path).isObject();
  }

  /** Whether the device is known not to let it be written. */
  public boolean isReadOnly(String path) {
    JsonNode writable = at(path).path("_writable");
    return writable.isBoolean() && !writable.asBoolean();
  }

  /** Whether it is an object to which instances may be added. */
  public boolean grows(String path) {
    return at(path).path("_object").asBoolean() && at(path).path("_writable").asBoolean();
  }

  /** The cached value; empty when the parameter is unknown or was never read. */
  public Optional<JsonNode> value(String path) {
    return Optional.of(at(path).path("_value")).filter(v -> v.isValueNode() && !v.isNull());
  }

  /** When GenieACS last had the value from the device. */
  public Optional<Instant> readAt(String path) {
    return instant(at(path).path("_timestamp"));
  }

  /** The type, where it is known and is one of XML Schema. */
  public Optional<String> knownType(String path) {
    return Optional.of(at(path).path("_type").asText("")).filter(Parameter::isType);
  }

  public String type(String path) {
    return knownType(path).orElse("xsd:string");
  }

  /** The known objects that match a pattern with {@code *} for instance numbers, lowest first. */
  public List<String> objects(String pattern) {
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
    return key.matches("[0-9]{1,9}");
  }

  private static int numeric(String key) {
    return isNumber(key) ? Integer.parseInt(key) : 0;
  }

  private static Optional<Instant> instant(JsonNode text) {
    try {
      return text.isTextual() ? Optional.of(Instant.parse(text.asText())) : Optional.empty();
    } catch (DateTimeException other) {
      return Optional.empty();
    }
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
