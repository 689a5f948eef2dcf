package io.ispkit.radius.group;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What stood in the places of one operation before, as versioned JSON. Holds no password. */
final class GroupImage {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int VERSION = 1;

  private GroupImage() {}

  static String encode(Map<Place, List<GroupRow>> before) {
    ObjectNode root = JSON.createObjectNode().put("v", VERSION);
    ArrayNode places = root.putArray("places");
    before.forEach(
        (place, rows) -> {
          ObjectNode node = places.addObject();
          node.put("table", place.table());
          node.put("owner", place.owner());
          node.put("attribute", place.attribute());
          ArrayNode list = node.putArray("rows");
          for (GroupRow row : rows) {
            list.addObject()
                .put("id", row.id())
                .put("owner", row.owner())
                .put("attribute", row.attribute())
                .put("op", row.op())
                .put("value", row.value());
          }
        });
    return root.toString();
  }

  static Map<Place, List<GroupRow>> decode(String json) {
    try {
      JsonNode root = JSON.readTree(json);
      if (root.path("v").asInt() != VERSION) {
        throw new IllegalStateException("before-image of version " + root.path("v").asInt());
      }
      Map<Place, List<GroupRow>> before = new TreeMap<>();
      for (JsonNode node : root.path("places")) {
        String table = node.path("table").asText();
        List<GroupRow> rows = new ArrayList<>();
        for (JsonNode row : node.path("rows")) {
          rows.add(
              new GroupRow(
                  table,
                  row.path("id").asLong(),
                  row.path("owner").asText(),
                  row.path("attribute").asText(),
                  row.path("op").asText(),
                  row.path("value").asText()));
        }
        before.put(
            new Place(table, node.path("owner").asText(), node.path("attribute").asText()), rows);
      }
      return before;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("before-image is no JSON", e);
    }
  }

  /** SHA-256 over the contents, whatever the ids and the order of rows. */
  static String hash(Map<Place, List<GroupRow>> rows) {
    Map<Place, List<GroupRow>> plain = new TreeMap<>();
    rows.forEach(
        (place, list) ->
            plain.put(
                place,
                list.stream()
                    .map(GroupRow::content)
                    .sorted((a, b) -> a.toString().compareTo(b.toString()))
                    .toList()));
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(encode(plain).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
