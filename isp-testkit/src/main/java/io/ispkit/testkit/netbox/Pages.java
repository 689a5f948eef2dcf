package io.ispkit.testkit.netbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.testkit.http.FakeReply;
import io.ispkit.testkit.http.FakeRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Cuts lists into pages, with links, as NetBox does. */
final class Pages {

  private final FakeNetBox box;

  Pages(FakeNetBox box) {
    this.box = box;
  }

  FakeReply of(FakeRequest request, List<ObjectNode> all) {
    int limit =
        Math.min(box.pageSize, request.parameter("limit").map(Integer::parseInt).orElse(50));
    int offset = request.parameter("offset").map(Integer::parseInt).orElse(0);
    int end = Math.min(all.size(), offset + limit);
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("count", all.size());
    body.put("next", end < all.size() ? link(request, limit, end) : null);
    body.put("previous", offset > 0 ? link(request, limit, Math.max(0, offset - limit)) : null);
    body.putArray("results").addAll(all.subList(Math.min(offset, end), end));
    return FakeReply.json(200, body);
  }

  private String link(FakeRequest request, int limit, int offset) {
    StringBuilder query = new StringBuilder("limit=" + limit + "&offset=" + offset);
    request
        .query()
        .forEach(
            (name, values) -> {
              if (!name.equals("limit") && !name.equals("offset")) {
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
