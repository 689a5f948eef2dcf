package io.ispkit.testkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.testkit.http.FakeReply;
import io.ispkit.testkit.http.FakeRequest;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Routes requests as NetBox does; one at a time, as its advisory lock makes allocation. */
final class NetBoxApi {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern ONE = Pattern.compile("/api/ipam/(prefixes|ip-addresses)/(\\d+)/");
  private static final Pattern AVAILABLE =
      Pattern.compile("/api/ipam/prefixes/(\\d+)/available-ips/");

  private final FakeNetBox box;
  private final AddressWrites writes;

  NetBoxApi(FakeNetBox box) {
    this.box = box;
    this.writes = new AddressWrites(box);
  }

  FakeReply answer(FakeRequest request) {
    synchronized (box) {
      FakeReply reply;
      try {
        reply = authorised(request) ? route(request) : forbidden(request);
      } catch (UncheckedIOException notJson) {
        reply = detail(400, "JSON parse error");
      }
      return reply.with("API-Version", "4.6").with("X-Request-ID", "fake-" + box.nextVersion());
    }
  }

  private static boolean authorised(FakeRequest request) {
    String given = request.header("authorization").orElse("");
    return given.equals("Bearer " + FakeNetBox.TOKEN)
        || given.equals("Token " + FakeNetBox.OLD_TOKEN);
  }

  private static FakeReply forbidden(FakeRequest request) {
    return detail(
        403,
        request.header("authorization").isEmpty()
            ? "Authentication credentials were not provided."
            : "Invalid token");
  }

  private FakeReply route(FakeRequest request) {
    String path = request.path();
    if (!path.endsWith("/")) {
      return request.method().equals("GET")
          ? FakeReply.text(301, "").with("Location", path + "/")
          : FakeReply.html(404, "Page Not Found");
    }
    Matcher available = AVAILABLE.matcher(path);
    if (available.matches()) {
      return available(request, Integer.parseInt(available.group(1)));
    }
    Matcher one = ONE.matcher(path);
    if (one.matches()) {
      return one.group(1).equals("prefixes")
          ? get(request, prefix(Integer.parseInt(one.group(2))).map(this::shown))
          : address(request, Integer.parseInt(one.group(2)));
    }
    return switch (path) {
      case "/api/status/" -> FakeReply.json(200, JSON.objectNode().put("netbox-version", "4.6.8"));
      case "/api/ipam/prefixes/" -> prefixes(request);
      case "/api/ipam/ip-addresses/" -> addresses(request);
      default -> FakeReply.html(404, "Page Not Found");
    };
  }

  private FakeReply prefixes(FakeRequest request) {
    if (!request.method().equals("GET")) {
      return detail(403, "You do not have permission to perform this action.");
    }
    Optional<FakeReply> bad = new NetBoxFilters(box, request).fault();
    return bad.orElseGet(
        () ->
            page(
                request,
                box.prefixes.stream()
                    .filter(new NetBoxFilters(box, request)::accepts)
                    .map(this::shown)
                    .toList()));
  }

  private FakeReply addresses(FakeRequest request) {
    if (request.method().equals("POST")) {
      return writes.create(request.json());
    }
    Optional<FakeReply> bad = new NetBoxFilters(box, request).fault();
    return bad.orElseGet(
        () ->
            page(
                request,
                box.addresses.values().stream()
                    .filter(new NetBoxFilters(box, request)::accepts)
                    .sorted(Comparator.comparing(AddressObject::id))
                    .map(writes::shown)
                    .toList()));
  }

  private FakeReply available(FakeRequest request, int id) {
    Optional<PrefixObject> found = prefix(id);
    if (found.isEmpty()) {
      return detail(404, "No Prefix matches the given query.");
    }
    if (request.method().equals("POST")) {
      return writes.allocate(found.get(), request.json());
    }
    int limit = request.parameter("limit").map(Integer::parseInt).orElse(50);
    var list = JSON.arrayNode();
    writes
        .free(found.get())
        .limit(limit)
        .forEach(
            address ->
                list.addObject()
                    .put("family", address.getAddress().length == 4 ? 4 : 6)
                    .put("address", address.getHostAddress() + "/" + found.get().prefix.length())
                    .putNull("vrf"));
    return FakeReply.json(200, list);
  }

  private FakeReply address(FakeRequest request, int id) {
    AddressObject found = box.addresses.get(id);
    if (found == null) {
      return detail(404, "No IPAddress matches the given query.");
    }
    String match = request.header("if-match").orElse("");
    if (box.etags && !match.isEmpty() && !match.equals(found.etag())) {
      return detail(412, "Precondition failed.").with("ETag", found.etag());
    }
    return switch (request.method()) {
      case "GET" -> tagged(FakeReply.json(200, writes.shown(found)), found);
      case "PATCH" -> writes.patch(found, request.json());
      case "DELETE" -> {
        box.addresses.remove(id);
        yield FakeReply.text(204, "");
      }
      default -> detail(405, "Method \"" + request.method() + "\" not allowed.");
    };
  }

  private FakeReply tagged(FakeReply reply, AddressObject object) {
    return box.etags ? reply.with("ETag", object.etag()) : reply;
  }

  private static FakeReply get(FakeRequest request, Optional<ObjectNode> object) {
    if (!request.method().equals("GET")) {
      return detail(403, "You do not have permission to perform this action.");
    }
    return object
        .map(found -> FakeReply.json(200, found))
        .orElseGet(() -> detail(404, "No Prefix matches the given query."));
  }

  private FakeReply page(FakeRequest request, List<ObjectNode> all) {
    int limit =
        Math.min(box.pageSize, request.parameter("limit").map(Integer::parseInt).orElse(50));
    int offset = request.parameter("offset").map(Integer::parseInt).orElse(0);
    int end = Math.min(all.size(), offset + limit);
    ObjectNode body = JSON.objectNode().put("count", all.size());
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
    return java.net.URLEncoder.encode(value, java.nio.charset.StandardCharsets.UTF_8);
  }

  private Optional<PrefixObject> prefix(int id) {
    return box.prefixes.stream().filter(p -> p.id == id).findFirst();
  }

  private ObjectNode shown(PrefixObject prefix) {
    ObjectNode node = JSON.objectNode();
    node.put("id", prefix.id).put("prefix", prefix.prefix.toString());
    node.put("is_pool", prefix.pool);
    node.set("status", AddressWrites.choice(prefix.status));
    node.set("tenant", AddressWrites.brief("slug", prefix.tenant));
    node.set("role", AddressWrites.brief("slug", prefix.role));
    node.set("vrf", AddressWrites.brief("rd", prefix.vrf));
    var tags = node.putArray("tags");
    prefix.tags.forEach(slug -> tags.addObject().put("slug", slug));
    ObjectNode fields = node.putObject("custom_fields");
    prefix.customFields.forEach(fields::put);
    return node;
  }

  static FakeReply detail(int status, String text) {
    JsonNode body = JSON.objectNode().put("detail", text);
    return FakeReply.json(status, body);
  }
}
