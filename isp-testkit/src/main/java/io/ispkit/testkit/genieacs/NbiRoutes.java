package io.ispkit.testkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.testkit.http.FakeReply;
import io.ispkit.testkit.http.FakeRequest;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Routes requests as the northbound interface does, by regular expressions over the raw path. */
final class NbiRoutes {

  private static final Pattern DEVICE_TASKS =
      Pattern.compile("/devices/([a-zA-Z0-9\\-_%]+)/tasks/?");
  private static final Pattern TAGS =
      Pattern.compile("/devices/([a-zA-Z0-9\\-_%]+)/tags/([a-zA-Z0-9\\-_%]+)/?");
  private static final Pattern DEVICE = Pattern.compile("/devices/([a-zA-Z0-9\\-_%]+)/?");
  private static final Pattern TASK = Pattern.compile("/tasks/([a-zA-Z0-9\\-_%]+)(/[a-zA-Z_]*)?");
  private static final Pattern FAULT = Pattern.compile("/faults/([a-zA-Z0-9\\-_%:]+)/?");
  private static final Pattern PRESET = Pattern.compile("/presets/([a-zA-Z0-9\\-_%]+)/?");
  private static final Pattern PROVISION = Pattern.compile("/provisions/([a-zA-Z0-9\\-_%]+)/?");
  private static final Pattern FILE =
      Pattern.compile("/files/([a-zA-Z0-9%!*'();:@&=+$,?#\\[\\]\\-_.~]+)/?");
  private static final Pattern QUERY = Pattern.compile("/([a-zA-Z0-9_]+)/?");
  private static final Set<String> COLLECTIONS =
      Set.of("devices", "tasks", "faults", "presets", "provisions", "files", "objects", "config");

  private final FakeGenieAcs acs;
  private final StoredThings stored;

  NbiRoutes(FakeGenieAcs acs) {
    this.acs = acs;
    this.stored = new StoredThings(acs);
  }

  FakeReply answer(FakeRequest request) {
    synchronized (acs) {
      if (acs.authorisation != null
          && !request.header("authorization").equals(Optional.of(acs.authorisation))) {
        return FakeReply.html(401, "Authorization Required");
      }
      if (!request.path().startsWith(acs.basePath + "/")) {
        return FakeReply.html(404, "Not Found");
      }
      return route(request, request.path().substring(acs.basePath.length()))
          .with("GenieACS-Version", "1.2.16+26112038e9");
    }
  }

  private FakeReply route(FakeRequest request, String path) {
    Matcher match = TAGS.matcher(path);
    if (match.matches()) {
      return tag(request, decoded(match.group(1)), decoded(match.group(2)));
    }
    match = DEVICE_TASKS.matcher(path);
    if (match.matches()) {
      return request.method().equals("POST")
          ? post(request, decoded(match.group(1)))
          : notAllowed("POST");
    }
    match = TASK.matcher(path);
    if (match.matches()) {
      return task(request, match.group(1), match.group(2));
    }
    match = FAULT.matcher(path);
    if (match.matches()) {
      return fault(request, decoded(match.group(1)));
    }
    match = DEVICE.matcher(path);
    if (match.matches()) {
      if (!request.method().equals("DELETE")) {
        return notAllowed("DELETE");
      }
      return forget(decoded(match.group(1)));
    }
    match = PRESET.matcher(path);
    if (match.matches()) {
      return stored.preset(request, decoded(match.group(1)));
    }
    match = PROVISION.matcher(path);
    if (match.matches()) {
      return stored.provision(request, decoded(match.group(1)));
    }
    match = FILE.matcher(path);
    if (match.matches()) {
      return stored.file(request, decoded(match.group(1)));
    }
    match = QUERY.matcher(path);
    return match.matches() ? query(request, match.group(1)) : FakeReply.text(404, "404 Not Found");
  }

  private FakeReply forget(String id) {
    FakeCpe cpe = acs.devices.get(id);
    if (cpe != null && cpe.isBusy()) {
      return FakeReply.text(503, "Device is in session");
    }
    acs.devices.remove(id);
    acs.tasks.removeIf(t -> t.path("device").asText().equals(id));
    acs.faults.keySet().removeIf(f -> f.startsWith(id + ":"));
    return FakeReply.text(200, "");
  }

  private FakeReply query(FakeRequest request, String collection) {
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      return notAllowed("GET, HEAD");
    }
    List<ObjectNode> all =
        switch (collection) {
          case "devices" -> acs.devices.values().stream().map(FakeCpe::document).toList();
          case "tasks" -> List.copyOf(acs.tasks);
          case "faults" -> List.copyOf(acs.faults.values());
          case "presets" -> List.copyOf(acs.presets.values());
          case "provisions" -> List.copyOf(acs.provisions.values());
          case "files" -> List.copyOf(acs.files.values());
          default -> List.of();
        };
    if (!COLLECTIONS.contains(collection)) {
      return FakeReply.text(404, "404 Not Found");
    }
    try {
      return NbiQuery.answer(request, all, collection);
    } catch (IllegalArgumentException broken) {
      acs.crash();
      return FakeReply.died();
    }
  }

  private FakeReply tag(FakeRequest request, String id, String tag) {
    FakeCpe cpe = acs.devices.get(id);
    if (!Set.of("POST", "DELETE").contains(request.method())) {
      return notAllowed("POST, DELETE");
    }
    if (cpe == null) {
      return FakeReply.text(404, "No such device");
    }
    if (request.method().equals("POST")) {
      cpe.tag(tag);
    } else {
      cpe.untag(tag);
    }
    return FakeReply.text(200, "");
  }

  private FakeReply post(FakeRequest request, String id) {
    FakeCpe cpe = acs.devices.get(id);
    boolean wakes = request.query().containsKey("connection_request");
    if (request.body().isEmpty()) {
      if (!wakes) {
        return FakeReply.text(400, "");
      }
      if (cpe == null) {
        return FakeReply.text(404, "No such device");
      }
      return wake(cpe) ? FakeReply.text(200, "") : FakeReply.text(504, "Device is offline");
    }
    JsonNode body;
    try {
      body = request.json();
    } catch (UncheckedIOException notJson) {
      return FakeReply.text(400, "SyntaxError: Unexpected token in JSON");
    }
    if (cpe == null) {
      return FakeReply.text(404, "No such device");
    }
    if (!(body instanceof ObjectNode task) || !TaskForm.isWellFormed(task)) {
      acs.crash();
      return FakeReply.died();
    }
    task.put("device", id).put("timestamp", acs.tick().toString());
    String key = task.path("uniqueKey").asText();
    if (!key.isEmpty()) {
      acs.tasks.removeIf(
          t -> t.path("device").asText().equals(id) && t.path("uniqueKey").asText().equals(key));
    }
    task.put("_id", acs.nextTaskId());
    acs.tasks.add(task);
    boolean faulted = !wakes || !wake(cpe) || acs.faults.containsKey(FakeGenieAcs.faultId(task));
    return FakeReply.json(faulted ? 202 : 200, task);
  }

  private boolean wake(FakeCpe cpe) {
    if (!cpe.isOnline() || cpe.isBusy()) {
      return false;
    }
    // A session that broke off has been all the same.
    new Session(acs, cpe).run();
    return true;
  }

  private FakeReply task(FakeRequest request, String id, String rest) {
    boolean retry = "/retry".equals(rest);
    if (!request.method().equals(retry ? "POST" : "DELETE")) {
      return notAllowed(retry ? "POST" : "DELETE");
    }
    Optional<ObjectNode> task = acs.task(id);
    if (!id.matches("[0-9a-f]{24}") || (retry && task.isEmpty())) {
      acs.crash();
      return FakeReply.died();
    }
    if (task.isEmpty()) {
      return FakeReply.text(404, "Task not found");
    }
    FakeCpe cpe = acs.devices.get(task.get().path("device").asText());
    if (cpe != null && cpe.isBusy()) {
      return FakeReply.text(503, "Device is in session");
    }
    if (retry) {
      acs.faults.remove(FakeGenieAcs.faultId(task.get()));
    } else {
      acs.removeTask(task.get());
    }
    return FakeReply.text(200, "");
  }

  private FakeReply fault(FakeRequest request, String id) {
    if (!request.method().equals("DELETE")) {
      return notAllowed("DELETE");
    }
    acs.faults.remove(id);
    acs.tasks.removeIf(t -> FakeGenieAcs.faultId(t).equals(id));
    return FakeReply.text(200, "");
  }

  private static FakeReply notAllowed(String methods) {
    return FakeReply.text(405, "405 Method Not Allowed").with("Allow", methods);
  }

  /** Once: ids hold %XX of their own, so callers must have encoded twice. */
  private static String decoded(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
