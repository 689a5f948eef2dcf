package io.ispkit.radius;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The rows that stood there before, as versioned JSON. It holds a password only in the form in
 * which {@code radcheck} held it, stands in the same database, and goes with the undo.
 */
final class BeforeImage {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int VERSION = 1;

  private BeforeImage() {}

  static String encode(List<StoredRow> rows) {
    ObjectNode root = JSON.createObjectNode().put("v", VERSION);
    ArrayNode list = root.putArray("rows");
    for (StoredRow row : rows) {
      list.addObject()
          .put("table", row.table().tableName())
          .put("id", row.id())
          .put("username", row.username())
          .put("attribute", row.attribute())
          .put("op", row.op())
          .put("value", row.value());
    }
    return root.toString();
  }

  static List<StoredRow> decode(String json) {
    try {
      JsonNode root = JSON.readTree(json);
      if (root.path("v").asInt() != VERSION) {
        throw new IllegalStateException("before-image of version " + root.path("v").asInt());
      }
      List<StoredRow> rows = new ArrayList<>();
      for (JsonNode row : root.path("rows")) {
        rows.add(
            new StoredRow(
                RadTable.valueOf(row.path("table").asText().toUpperCase(Locale.ROOT)),
                row.path("id").asLong(),
                row.path("username").asText(),
                row.path("attribute").asText(),
                row.path("op").asText(),
                row.path("value").asText()));
      }
      return rows;
    } catch (JsonProcessingException e) {
      // no cause: its message quotes the source, which may hold a password
      throw new IllegalStateException(
          "before-image is no JSON, at " + e.getLocation().getColumnNr());
    }
  }
}
