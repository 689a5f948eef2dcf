package io.ispkit.testkit.netbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.testkit.http.FakeReply;
import io.ispkit.testkit.http.FakeRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/** Cuts lists into pages, with links, as NetBox does. */
final class Pages {

  private static final String START = "start";
  private static final String OFFSET = "offset";

  private final FakeNetBox box;

  Pages(FakeNetBox box) {
    this.box = box;
  }

  FakeReply of(FakeRequest request, List<ObjectNode> all) {
    int limit =
        Math.min(box.pageSize, request.parameter("limit").map(Integer::parseInt).orElse(50));
    if (box.hasCursors() && request.parameter(START).isPresent()) {
      return request.parameter(OFFSET).isPresent()
          ? FakeReply.json(
              400,
              JsonNodeFactory.instance
                  .arrayNode()
                  .add("'start' and 'offset' are mutually exclusive."))
          : from(Long.parseLong(request.parameter(START).get()), limit, request, all);
    }
    int offset = request.parameter("offset").map(Integer::parseInt).orElse(0);
    int end = Math.min(all.size(), offset + limit);
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("count", all.size());
    body.put("next", end < all.size() ? link(request, limit, OFFSET, end) : null);
    body.put(
        "previous", offset > 0 ? link(request, limit, OFFSET, Math.max(0, offset - limit)) : null);
    body.putArray("results").addAll(all.subList(Math.min(offset, end), end));
    return FakeReply.json(200, body);
  }

  /** By id, since 4.6: without a count, and with a link behind every full page. */
  private FakeReply from(long start, int limit, FakeRequest request, List<ObjectNode> all) {
    List<ObjectNode> page =
        all.stream()
            .filter(object -> id(object) >= start)
            .sorted(Comparator.comparingLong(Pages::id))
            .limit(limit)
            .toList();
    ObjectNode body = JsonNodeFactory.instance.objectNode().putNull("count");
    body.put(
        "next",
        page.size() < limit
            ? null
            : link(request, limit, START, id(page.get(page.size() - 1)) + 1));
    body.putNull("previous").putArray("results").addAll(page);
    return FakeReply.json(200, body);
  }

  private static long id(ObjectNode object) {
    return object.path("id").asLong();
  }

  private String link(FakeRequest request, int limit, String at, long position) {
    StringBuilder query = new StringBuilder("limit=" + limit + "&" + at + "=" + position);
    request
        .query()
        .forEach(
            (name, values) -> {
              if (!name.equals("limit") && !name.equals(at)) {
                values.forEach(v -> query.append('&').append(name).append('=').append(encode(v)));
              }
            });
    String host = box.innerName == null ? box.uri().getAuthority() : box.innerName;
    return "http://" + host + request.path() + "?" + query;
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
