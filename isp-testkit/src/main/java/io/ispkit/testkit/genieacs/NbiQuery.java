package io.ispkit.testkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.testkit.http.FakeReply;
import io.ispkit.testkit.http.FakeRequest;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** The query endpoint: a subset of MongoDB's language, widened as GenieACS does for devices. */
final class NbiQuery {

  private static final JsonMapper JSON = new JsonMapper();

  private NbiQuery() {}

  static FakeReply answer(FakeRequest request, List<ObjectNode> all, boolean devices) {
    JsonNode query;
    try {
      // Without a query, or under a misspelt name, everything matches.
      query = JSON.readTree(request.parameter("query").orElse("{}"));
    } catch (IOException notJson) {
      return FakeReply.text(400, "SyntaxError: " + notJson.getClass().getSimpleName());
    }
    List<ObjectNode> matches = all.stream().filter(o -> matches(o, query, devices)).toList();
    int skip = number(request, "skip", 0);
    int limit = number(request, "limit", Integer.MAX_VALUE);
    ArrayNode page = JsonNodeFactory.instance.arrayNode();
    matches.stream()
        .skip(skip)
        .limit(limit)
        .map(o -> request.parameter("projection").map(p -> projected(o, p)).orElse(o))
        .forEach(page::add);
    return FakeReply.json(200, page).with("total", Integer.toString(matches.size()));
  }

  private static int number(FakeRequest request, String name, int absent) {
    return request.parameter(name).map(Integer::parseInt).orElse(absent);
  }

  private static boolean matches(ObjectNode object, JsonNode query, boolean devices) {
    return query.properties().stream()
        .allMatch(
            e -> {
              String key = e.getKey();
              boolean meta = key.substring(key.lastIndexOf('.') + 1).startsWith("_");
              JsonNode actual = at(object, devices && !meta ? key + "._value" : key);
              return actual.isArray()
                  ? stream(actual).anyMatch(a -> equal(a, e.getValue(), devices))
                  : equal(actual, e.getValue(), devices);
            });
  }

  private static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
    return java.util.stream.StreamSupport.stream(array.spliterator(), false);
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

  private static JsonNode at(JsonNode object, String path) {
    JsonNode node = object;
    for (String segment : path.split("\\.", -1)) {
      node = node.path(segment);
    }
    return node;
  }

  /** Keeps the named paths and the id. */
  private static ObjectNode projected(ObjectNode object, String projection) {
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    kept.set("_id", object.path("_id"));
    for (String path : projection.split(",", -1)) {
      JsonNode value = at(object, path.strip());
      if (!value.isMissingNode()) {
        put(kept, path.strip(), value);
      }
    }
    return kept;
  }

  private static void put(ObjectNode target, String path, JsonNode value) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      target.set(path, value.deepCopy());
      return;
    }
    String head = path.substring(0, dot);
    JsonNode child = target.get(head);
    ObjectNode inner = child instanceof ObjectNode known ? known : target.putObject(head);
    put(inner, path.substring(dot + 1), value);
  }
}
