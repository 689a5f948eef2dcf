package io.ispkit.testkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.testkit.http.FakeReply;
import io.ispkit.testkit.http.FakeRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The query endpoint: a subset of MongoDB's language, widened as GenieACS does for devices. */
final class NbiQuery {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String TASK = "[0-9a-f]{24}";

  private NbiQuery() {}

  /** Throws {@code IllegalArgumentException} for what makes GenieACS throw. */
  static FakeReply answer(FakeRequest request, List<ObjectNode> all, String collection) {
    JsonNode query;
    JsonNode sort;
    try {
      // Without a query, or under a misspelt name, everything matches.
      query = JSON.readTree(request.parameter("query").orElse("{}"));
      sort = JSON.readTree(request.parameter("sort").orElse("{}"));
    } catch (IOException notJson) {
      return FakeReply.text(400, "SyntaxError: " + notJson.getClass().getSimpleName());
    }
    if (collection.equals("tasks") && !query.path("_id").asText("0".repeat(24)).matches(TASK)) {
      throw new IllegalArgumentException("no ObjectId");
    }
    boolean devices = collection.equals("devices");
    List<ObjectNode> matches =
        sorted(all.stream().filter(o -> NbiFilter.matches(o, query, devices)).toList(), sort);
    int skip = number(request, "skip", 0);
    int limit = number(request, "limit", Integer.MAX_VALUE);
    String page =
        matches.stream()
            .skip(skip)
            .limit(limit)
            .map(o -> request.parameter("projection").map(p -> projected(o, p)).orElse(o))
            .map(JsonNode::toString)
            .collect(Collectors.joining(",\n", "[\n", "\n]"));
    return new FakeReply(200, Map.of("Content-Type", "application/json"), page)
        .with("total", Integer.toString(matches.size()));
  }

  /** By the first field; by the next among those that are equal in it; and so on. */
  private static List<ObjectNode> sorted(List<ObjectNode> objects, JsonNode sort) {
    List<ObjectNode> all = new ArrayList<>(objects);
    List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(sort.properties());
    Collections.reverse(fields);
    for (Map.Entry<String, JsonNode> field : fields) {
      Comparator<ObjectNode> one =
          Comparator.comparing(o -> NbiFilter.at(o, field.getKey()).asText());
      all.sort(field.getValue().asInt() < 0 ? one.reversed() : one);
    }
    return all;
  }

  private static int number(FakeRequest request, String name, int absent) {
    return request.parameter(name).map(Integer::parseInt).orElse(absent);
  }

  /** Keeps the named paths and the id. */
  private static ObjectNode projected(ObjectNode object, String projection) {
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    kept.set("_id", object.path("_id"));
    for (String path : projection.split(",", -1)) {
      JsonNode value = NbiFilter.at(object, path.strip());
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
