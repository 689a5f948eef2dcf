package io.ispkit.testkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Filters: a subset of MongoDB's language, widened as GenieACS does for devices. */
final class NbiFilter {

  private NbiFilter() {}

  static boolean matches(JsonNode object, JsonNode query, boolean devices) {
    return query.properties().stream()
        .allMatch(
            e ->
                switch (e.getKey()) {
                  case "$and" -> stream(e.getValue()).allMatch(q -> matches(object, q, devices));
                  case "$or" -> stream(e.getValue()).anyMatch(q -> matches(object, q, devices));
                  default -> field(object, e.getKey(), e.getValue(), devices);
                });
  }

  private static boolean field(JsonNode object, String key, JsonNode wanted, boolean devices) {
    boolean meta = key.substring(key.lastIndexOf('.') + 1).startsWith("_");
    JsonNode actual = at(object, devices && !meta ? key + "._value" : key);
    return actual.isArray()
        ? stream(actual).anyMatch(a -> value(a, wanted, devices))
        : value(actual, wanted, devices);
  }

  private static boolean value(JsonNode actual, JsonNode wanted, boolean devices) {
    if (!wanted.isObject()) {
      return equal(actual, wanted, devices);
    }
    return wanted.properties().stream()
        .allMatch(
            op -> {
              String text = actual.asText();
              int order = text.compareTo(op.getValue().asText());
              boolean there = !actual.isMissingNode();
              return switch (op.getKey()) {
                case "$regex" ->
                    there && Pattern.compile(op.getValue().asText()).matcher(text).find();
                case "$gt" -> there && order > 0;
                case "$gte" -> there && order >= 0;
                case "$lt" -> there && order < 0;
                case "$lte" -> there && order <= 0;
                case "$ne" -> !equal(actual, op.getValue(), devices);
                case "$in" -> stream(op.getValue()).anyMatch(v -> equal(actual, v, devices));
                case "$exists" -> there == op.getValue().asBoolean();
                default -> throw new IllegalArgumentException("operator " + op.getKey());
              };
            });
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static boolean equal(JsonNode actual, JsonNode wanted, boolean widened) {
    if (actual.isMissingNode()) {
      return false;
    }
    String text = actual.asText();
    String pattern = wanted.asText();
    if (text.equals(pattern)) {
      return true;
    }
    if (!widened) {
      return false;
    }
    if (pattern.startsWith("/") && pattern.endsWith("/") && pattern.length() > 1) {
      return Pattern.compile(pattern.substring(1, pattern.length() - 1)).matcher(text).find();
    }
    return pattern.contains("*")
        && Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), text);
  }

  static JsonNode at(JsonNode object, String path) {
    JsonNode node = object;
    for (String segment : path.split("\\.", -1)) {
      node = node.path(segment);
    }
    return node;
  }
}
