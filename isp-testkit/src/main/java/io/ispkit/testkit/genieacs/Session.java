package io.ispkit.testkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A CWMP session: presets after a reset, then the queue of one device. */
final class Session {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int BATCH = 32;
  private static final Duration RETRY = Duration.ofMinutes(5);

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
    retryFaulted();
    for (ObjectNode task : List.copyOf(acs.tasks)) {
      boolean ours = task.path("device").asText().equals(cpe.id());
      if (!ours || acs.faults.containsKey(FakeGenieAcs.faultId(task))) {
        continue;
      }
      if (cpe.hangsUpNow()) {
        terminated(task);
        return false;
      }
      if (carriedOut(task)) {
        acs.removeTask(task);
      }
    }
    return true;
  }

  /** What is due is done again by what the fault holds, also when its task was replaced since. */
  private void retryFaulted() {
    for (ObjectNode fault : List.copyOf(acs.faults.values())) {
      Duration delay = RETRY.multipliedBy(1L << fault.path("retries").asInt());
      boolean due = !now.isBefore(Instant.parse(fault.path("timestamp").asText()).plus(delay));
      if (!due || !fault.path("device").asText().equals(cpe.id())) {
        continue;
      }
      String id = fault.path("_id").asText();
      acs.faults.remove(id);
      Map<String, JsonNode> values = new LinkedHashMap<>();
      for (JsonNode call : json(fault.path("provisions").asText())) {
        if (call.path(0).asText().equals("value")) {
          values.put(call.path(1).asText(), call.path(2));
        }
      }
      if (values.isEmpty()) {
        continue; // Of other tasks the task itself is carried out again, below.
      }
      if (cpe.set(values, now).isEmpty()) {
        acs.tasks.removeIf(task -> FakeGenieAcs.faultId(task).equals(id));
      } else {
        fault.put("retries", fault.path("retries").asInt() + 1).put("timestamp", now.toString());
        acs.faults.put(id, fault);
      }
    }
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
              String path = c.path("name").asText();
              switch (c.path("type").asText()) {
                case "age" -> cpe.read(path, now, now);
                case "value" -> values.put(path, c.path("value"));
                default -> {
                  // Other configurations do nothing here.
                }
              }
            });
    cpe.set(cpe.unlike(values, now), now);
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
        task.path("parameterNames").forEach(path -> cpe.read(path.asText(), now, thisSecond()));
        yield true;
      }
      // What the device lacks is no fault: GenieACS takes it out of what it knows.
      case "refreshObject" -> {
        cpe.read(task.path("objectName").asText(), now, thisSecond());
        yield true;
      }
      case "provisions" -> provisioned(task);
      case "reboot" -> begins(task, CpeWork.Kind.REBOOT);
      case "factoryReset" -> begins(task, CpeWork.Kind.FACTORY_RESET);
      case "download" -> begins(task, CpeWork.Kind.DOWNLOAD);
      // Nothing is sent for objects that the model does not let be added or deleted.
      case "addObject" -> added(task);
      case "deleteObject" -> {
        cpe.shrinks(task.path("objectName").asText());
        yield true;
      }
      default -> fault(task, "9000", Map.of());
    };
  }

  /** A value that was set or read within the same second is taken for new. */
  private Instant thisSecond() {
    return now.truncatedTo(ChronoUnit.SECONDS);
  }

  private boolean provisioned(ObjectNode task) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    for (JsonNode call : task.path("provisions")) {
      String path = call.path(1).asText();
      switch (call.path(0).asText()) {
        case "refresh" -> cpe.read(path, now, call.path(2).isNumber() ? now : thisSecond());
        case "value" -> values.put(path, call.path(2));
        default -> {
          // Other provisions do nothing here.
        }
      }
    }
    return sent(task, values);
  }

  private boolean added(ObjectNode task) {
    String object = task.path("objectName").asText();
    String refusal = cpe.refusal(object);
    if (!refusal.isEmpty()) {
      return fault(task, refusal, Map.of());
    }
    int number = cpe.grows(object);
    if (number > 0) {
      String instance = object + "." + number;
      Map<String, JsonNode> values = new LinkedHashMap<>();
      task.path("parameterValues")
          .forEach(v -> values.put(instance + "." + v.path(0).asText(), v.path(1)));
      cpe.set(values, now);
    }
    return true;
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
    return sent(task, values);
  }

  /** Sends only what is not as the ACS remembers it, and so much at a time. */
  private boolean sent(ObjectNode task, Map<String, JsonNode> values) {
    Map<String, JsonNode> batch = new LinkedHashMap<>();
    Map<String, String> refused = new LinkedHashMap<>();
    cpe.unlike(values, now)
        .forEach(
            (path, value) -> {
              batch.put(path, value);
              if (batch.size() == BATCH && refused.isEmpty()) {
                refused.putAll(cpe.set(batch, now));
                batch.clear();
              }
            });
    if (refused.isEmpty()) {
      refused.putAll(cpe.set(batch, now));
    }
    return refused.isEmpty() || fault(task, top(refused), refused);
  }

  /** A refused parameter makes the whole call invalid (9003); other codes stand as they are. */
  static String top(Map<String, String> refused) {
    String code = refused.values().iterator().next();
    return Set.of("9005", "9006", "9007", "9008").contains(code) ? "9003" : code;
  }

  static String words(String code) {
    return code.equals("9000") ? "Method not supported" : "Invalid arguments";
  }

  private boolean fault(ObjectNode task, String code, Map<String, String> parameters) {
    String provisions = provisions(task).toString();
    fault(task.path("_id").asText(), code, words(code), parameters, provisions);
    return false;
  }

  /** What GenieACS makes of a task. */
  private static ArrayNode provisions(ObjectNode task) {
    if (task.path("provisions") instanceof ArrayNode given) {
      return given;
    }
    ArrayNode calls = JSON.createArrayNode();
    for (JsonNode value : task.path("parameterValues")) {
      calls.addArray().add("value").add(value.path(0)).add(value.path(1));
    }
    if (calls.isEmpty()) {
      calls.addArray().add(task.path("name").asText());
    }
    return calls;
  }

  private void terminated(ObjectNode task) {
    String channel = "task_" + task.path("_id").asText();
    String id = cpe.id() + ":" + channel;
    ObjectNode fault = JSON.createObjectNode().put("_id", id).put("device", cpe.id());
    fault.put("channel", channel).put("timestamp", now.toString());
    fault.put("code", "session_terminated");
    fault.put("message", "The TR-069 session was unsuccessfully terminated");
    fault.put("retries", 0).put("provisions", provisions(task).toString());
    acs.faults.put(id, fault);
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
