package io.ispkit.testkit.netbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.testkit.http.FakeReply;
import io.ispkit.testkit.http.FakeRequest;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may do what, and which route serves it; one request at a time, as NetBox's advisory lock
 * makes allocation.
 */
final class NetBoxApi {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** {@code /api/<app>/<list>/[<id>/[<what is available>/]]}. */
  private static final Pattern PATH =
      Pattern.compile("(/api/[a-z]+/[a-z-]+/)(?:(\\d+)/(?:(available-[a-z]+)/)?)?");

  /** Gunicorn's {@code limit_request_line}, and its answer to more, as it comes. */
  private static final int LONGEST_LINE = 4094;

  private final FakeNetBox box;
  private final IpamRoutes ipam;
  private final SiteRoutes site;

  NetBoxApi(FakeNetBox box) {
    this.box = box;
    this.ipam = new IpamRoutes(box);
    this.site = new SiteRoutes(box);
  }

  FakeReply answer(FakeRequest request) {
    if (request.lineLength() > LONGEST_LINE) {
      return FakeReply.html(400, "Bad Request");
    }
    synchronized (box) {
      FakeReply reply;
      try {
        reply = authorised(request) ? route(request) : forbidden(request);
      } catch (Invalid invalid) {
        reply = invalid.reply();
      } catch (UncheckedIOException notJson) {
        reply = detail(400, "JSON parse error");
      }
      String[] version = box.version.split("\\.", -1);
      return reply
          .with("API-Version", version[0] + "." + version[1])
          .with("X-Request-ID", "fake-" + box.nextVersion());
    }
  }

  private static boolean authorised(FakeRequest request) {
    String given = request.header("authorization").orElse("");
    return given.equals("Bearer " + FakeNetBox.TOKEN)
        || given.equals("Token " + FakeNetBox.OLD_TOKEN);
  }

  private static FakeReply forbidden(FakeRequest request) {
    String given = request.header("authorization").orElse("");
    return detail(
        403,
        given.isEmpty()
            ? "Authentication credentials were not provided."
            : "Invalid v" + (given.startsWith("Bearer ") ? 2 : 1) + " token");
  }

  private FakeReply route(FakeRequest request) {
    String path = request.path();
    if (!path.endsWith("/")) {
      return request.method().equals("GET")
          ? FakeReply.text(301, "").with("Location", path + "/")
          : FakeReply.html(404, "Page Not Found");
    }
    if (path.equals("/api/status/")) {
      return FakeReply.json(200, JSON.objectNode().put("netbox-version", box.version));
    }
    Matcher at = PATH.matcher(path);
    String model = at.matches() ? FakeNetBox.MODELS.get(at.group(1)) : null;
    if (model == null) {
      return FakeReply.html(404, "Page Not Found");
    }
    Call call =
        new Call(
            request,
            at.group(1),
            Optional.ofNullable(at.group(2)).map(Integer::valueOf),
            Optional.ofNullable(at.group(3)));
    if (request.method().equals("OPTIONS")) {
      return options(model);
    }
    check(call, model);
    return model.startsWith("ipam.") ? ipam.serve(call) : site.serve(call);
  }

  /** Like the metadata of Django REST framework: what the token may not do is left out. */
  private FakeReply options(String model) {
    ObjectNode body = JSON.objectNode().put("name", model);
    if (box.may(permission("add", model))) {
      body.putObject("actions").putObject("POST");
    }
    return FakeReply.json(200, body);
  }

  private void check(Call call, String model) {
    String made = call.available().map(FakeNetBox.AVAILABLE::get).orElse(model);
    String needed =
        switch (call.request().method()) {
          case "POST" -> permission("add", made);
          case "PATCH", "PUT" -> permission("change", model);
          case "DELETE" -> permission("delete", model);
          default -> permission("view", model);
        };
    if (!box.may(needed)) {
      throw Invalid.detail(403, "You do not have permission to perform this action.");
    }
  }

  private static String permission(String action, String model) {
    int dot = model.indexOf('.');
    String name = model.substring(dot + 1).toLowerCase(Locale.ROOT);
    return model.substring(0, dot) + "." + action + "_" + name;
  }

  static FakeReply detail(int status, String text) {
    return FakeReply.json(status, JSON.objectNode().put("detail", text));
  }

  /**
   * What is asked for.
   *
   * @param list path of the list
   * @param id of one object of the list
   * @param available what of that object is to be taken, such as {@code available-ips}
   */
  record Call(FakeRequest request, String list, Optional<Integer> id, Optional<String> available) {

    boolean is(String method) {
      return request.method().equals(method);
    }

    FakeReply notAllowed() {
      return detail(405, "Method \"" + request.method() + "\" not allowed.");
    }
  }
}
