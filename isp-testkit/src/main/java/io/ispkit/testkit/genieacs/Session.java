package io.ispkit.testkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A CWMP session: presets after a reset, then the queue of one device. */
final class Session {

  private static final JsonMapper JSON = new JsonMapper();

  private final FakeGenieAcs acs;
  private final FakeCpe cpe;
  private final Instant now;

  Session(FakeGenieAcs acs, FakeCpe cpe) {
    this.acs = acs;
    this.cpe = cpe;
    this.now = acs.tick();
  }

  /** Runs when the device calls by itself: what it went away for is over. */
  void periodic() {
    CpeWork ended = cpe.ended(now);
    if (ended != null && ended.kind() == CpeWork.Kind.FACTORY_RESET) {
      acs.presets.values().stream().filter(this::concerns).forEach(this::applied);
    }
    if (ended != null && ended.kind() == CpeWork.Kind.DOWNLOAD && !cpe.can("download")) {
      fault(
          ended.taskId(),
          "9010",
          "Download failure",
          Map.of(),
          "[[\"download\",\"1 Firmware Upgrade Image\",\"" + ended.file() + "\"]]");
    }
    run();
  }

  /** Works off the queue; false when the session broke off. */
  boolean run() {
    if (!cpe.informs(now)) {
      return false;
    }
    for (ObjectNode task : List.copyOf(acs.tasks)) {
      boolean ours = task.path("device").asText().equals(cpe.id());
      if (ours && !acs.faults.containsKey(FakeGenieAcs.faultId(task)) && carriedOut(task)) {
        acs.removeTask(task);
      }
    }
    return true;
  }

  private boolean concerns(ObjectNode preset) {
    String precondition = preset.path("precondition").asText("");
    String tag = precondition.isEmpty() ? "" : json(precondition).path("_tags").asText("");
    return preset.path("events").path("0 BOOTSTRAP").asBoolean()
        && (tag.isEmpty() || cpe.tags().contains(tag));
  }

  private void applied(ObjectNode preset) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    preset
        .path("configurations")
        .forEach(
            c -> {
              if (c.path("type").asText().equals("value")) {
                values.put(c.path("name").asText(), c.path("value"));
              }
            });
    cpe.set(values, now);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }

  private boolean carriedOut(ObjectNode task) {
    String name = task.path("name").asText();
    // A download fails later, when the device tells of its end.
    if (!name.equals("download") && !cpe.can(name)) {
      return fault(task, "9000", Map.of());
    }
    return switch (name) {
      case "setParameterValues" -> set(task);
      case "getParameterValues" -> {
        task.path("parameterNames").forEach(path -> cpe.read(path.asText(), now));
        yield true;
      }
      case "refreshObject" ->
          cpe.read(task.path("objectName").asText(), now) || fault(task, "9005", Map.of());
      case "reboot" -> begins(task, CpeWork.Kind.REBOOT);
      case "factoryReset" -> begins(task, CpeWork.Kind.FACTORY_RESET);
      case "download" -> begins(task, CpeWork.Kind.DOWNLOAD);
      // Nothing is sent for objects that the model does not let be added or deleted.
      case "addObject", "deleteObject", "provisions" -> true;
      default -> fault(task, "9000", Map.of());
    };
  }

  private boolean begins(ObjectNode task, CpeWork.Kind kind) {
    String file = task.path("file").asText("");
    JsonNode stored = acs.files.get(file);
    String version = stored == null ? "" : stored.path("metadata").path("version").asText("");
    cpe.begins(new CpeWork(kind, task.path("_id").asText(), file, version));
    return true;
  }

  private boolean set(ObjectNode task) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    task.path("parameterValues").forEach(v -> values.put(v.path(0).asText(), v.path(1)));
    Map<String, String> refused = cpe.set(values, now);
    return refused.isEmpty() || fault(task, top(refused), refused);
  }

  /** A refused parameter makes the whole call invalid (9003); other codes stand as they are. */
  private static String top(Map<String, String> refused) {
    String code = refused.values().iterator().next();
    return Set.of("9005", "9006", "9007", "9008").contains(code) ? "9003" : code;
  }

  private boolean fault(ObjectNode task, String code, Map<String, String> parameters) {
    String text = code.equals("9000") ? "Method not supported" : "Invalid arguments";
    String provisions = "[[\"" + task.path("name").asText() + "\"]]";
    fault(task.path("_id").asText(), code, text, parameters, provisions);
    return false;
  }

  private void fault(
      String taskId, String code, String text, Map<String, String> parameters, String provisions) {
    String channel = "task_" + taskId;
    String id = cpe.id() + ":" + channel;
    ObjectNode fault = JSON.createObjectNode().put("_id", id).put("device", cpe.id());
    fault.put("channel", channel).put("timestamp", now.toString());
    fault.put("code", "cwmp." + code).put("message", text);
    ObjectNode detail = fault.putObject("detail").put("faultCode", code).put("faultString", text);
    if (parameters.isEmpty()) {
      detail.putNull("setParameterValuesFault");
    } else {
      ArrayNode list = detail.putArray("setParameterValuesFault");
      parameters.forEach(
          (path, inner) ->
              list.addObject()
                  .put("parameterName", path)
                  .put("faultCode", inner)
                  .put("faultString", "Refused"));
    }
    fault.put("retries", 0).put("provisions", provisions);
    acs.faults.put(id, fault);
  }
}
