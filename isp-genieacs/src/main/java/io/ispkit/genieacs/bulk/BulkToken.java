package io.ispkit.genieacs.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a bulk change stands, as a JSON object. */
final class BulkToken {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int VERSION = 1;

  private final ObjectNode json;

  BulkToken() {
    this(JSON.createObjectNode().put("bulk", VERSION));
  }

  private BulkToken(ObjectNode json) {
    this.json = json;
  }

  static BulkToken read(String token) {
    try {
      if (JSON.readTree(token) instanceof ObjectNode json
          && json.path("bulk").asInt() == VERSION
          && json.path("waiting").isArray()
          && json.path("pending").isArray()) {
        return new BulkToken(json);
      }
    } catch (IOException notJson) {
      throw new IllegalArgumentException("token: expected that of a bulk change", notJson);
    }
    throw new IllegalArgumentException("token: expected that of a bulk change, version " + VERSION);
  }

  BulkToken with(String name, int number) {
    json.put(name, number);
    return this;
  }

  BulkToken with(String name, @Nullable String text) {
    if (text != null) {
      json.put(name, text);
    }
    return this;
  }

  BulkToken with(String name, Collection<String> texts) {
    ArrayNode list = json.putArray(name);
    texts.forEach(list::add);
    return this;
  }

  BulkToken with(String name, Map<String, String> pairs) {
    ObjectNode object = json.putObject(name);
    pairs.forEach(object::put);
    return this;
  }

  int number(String name) {
    return json.path(name).asInt();
  }

  @Nullable String text(String name) {
    JsonNode text = json.path(name);
    return text.isTextual() ? text.asText() : null;
  }

  @Nullable Instant moment(String name) {
    String text = text(name);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException broken) {
      throw new IllegalArgumentException("token: expected a time as " + name, broken);
    }
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    json.path(name).forEach(text -> texts.add(text.asText()));
    return texts;
  }

  Map<String, String> pairs(String name) {
    Map<String, String> pairs = new LinkedHashMap<>();
    json.path(name).properties().forEach(e -> pairs.put(e.getKey(), e.getValue().asText()));
    return pairs;
  }

  @Override
  public String toString() {
    return json.toString();
  }
}
