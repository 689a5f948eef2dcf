package io.ispkit.genieacs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query of one collection.
 *
 * @param filter in the language of MongoDB; strings in filters of devices are widened by GenieACS
 * @param projection paths to keep, or empty for all; one within another is left out, for MongoDB
 *     refuses both together (path collision)
 * @param limit the most to be returned, more than 0
 */
record NbiQuery(
    String collection,
    ObjectNode filter,
    List<String> projection,
    @Nullable ObjectNode sort,
    int limit) {

  NbiQuery {
    List<String> all = projection;
    projection =
        all.stream()
            .distinct()
            .filter(path -> all.stream().noneMatch(other -> path.startsWith(other + ".")))
            .toList();
  }

  static NbiQuery of(String collection, ObjectNode filter, int limit) {
    return new NbiQuery(collection, filter, List.of(), null, limit);
  }

  static NbiQuery devices(ObjectNode filter, List<String> projection, int limit) {
    return new NbiQuery("devices", filter, projection, null, limit);
  }

  NbiQuery sortedById() {
    return new NbiQuery(collection, filter, projection, NbiCalls.object().put("_id", 1), limit);
  }
}
