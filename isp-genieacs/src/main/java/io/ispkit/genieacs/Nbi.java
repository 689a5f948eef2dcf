package io.ispkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.core.http.BreakerRule;
import io.ispkit.core.http.CallEffect;
import io.ispkit.core.http.HttpAnswer;
import io.ispkit.core.http.HttpCall;
import io.ispkit.core.http.HttpGateway;
import io.ispkit.core.http.HttpGatewayBuilder;
import io.ispkit.core.http.HttpPath;
import io.ispkit.core.http.HttpResult;
import io.ispkit.core.http.HttpTimeouts;
import io.ispkit.core.http.NotSent;
import io.ispkit.core.outcome.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The northbound interface of GenieACS 1.2: paths, queries and answers. Thread-safe. */
final class Nbi implements AutoCloseable {

  /**
   * A task that was taken.
   *
   * @param done a session ran and the task is not faulted
   */
  record Posted(String taskId, boolean done) {}

  private final HttpGateway gateway;
  private final Duration sessionTimeout;
  private final Duration taskTimeout;

  Nbi(GenieAcsSettings settings) {
    sessionTimeout = settings.sessionTimeout();
    taskTimeout = settings.taskTimeout();
    HttpGatewayBuilder builder =
        HttpGateway.builder("genieacs", settings.url())
            .timeouts(
                new HttpTimeouts(
                    settings.connectTimeout(), Duration.ofSeconds(10), settings.answerTimeout()))
            .breaker(new BreakerRule(5, 10, settings.breakerPause()));
    if (settings.username() != null && settings.password() != null) {
      builder.basic(settings.username(), settings.password());
    }
    gateway = builder.build();
  }

  /**
   * A path below a device. Ids hold {@code %XX} of their own, so they are encoded here once more:
   * {@code 202BC1-A%2DB-1} becomes {@code /devices/202BC1-A%252DB-1/tasks}. No other place encodes.
   */
  static HttpPath devicePath(String rest, String... values) {
    return HttpPath.of("/devices/{}/" + rest, values);
  }

  /**
   * The devices with a serial number. GenieACS answers a query that it does not understand with
   * every device, so each one is checked.
   */
  List<DeviceDocument> find(String serial) throws AcsFailure {
    ObjectNode query = object().put("_deviceId._SerialNumber", serial);
    List<DeviceDocument> found = new ArrayList<>();
    for (JsonNode json : query("devices", query, "_id,_deviceId,_tags", 3)) {
      DeviceDocument device = new DeviceDocument(json);
      if (!device.serial().equals(serial)) {
        throw AcsFailure.refused(
            "misconfigured", "GenieACS answers with devices that were not asked for");
      }
      found.add(device);
    }
    return found;
  }

  /** What is known of one device below the given paths; empty when it is gone. */
  Optional<DeviceDocument> document(String id, List<String> paths) throws AcsFailure {
    String projection = "_id,_deviceId,_tags," + String.join(",", paths);
    List<JsonNode> found = query("devices", object().put("_id", id), projection, 2);
    if (found.stream().anyMatch(d -> !d.path("_id").asText().equals(id))) {
      throw AcsFailure.refused(
          "misconfigured", "GenieACS answers with devices that were not asked for");
    }
    return found.stream().map(DeviceDocument::new).findFirst();
  }

  private List<JsonNode> query(String collection, ObjectNode query, String projection, int limit)
      throws AcsFailure {
    HttpCall.Builder call =
        HttpCall.get("/{}/", collection)
            .query("query", query.toString())
            .query("limit", Integer.toString(limit))
            .expectJson();
    if (!projection.isEmpty()) {
      call.query("projection", projection);
    }
    HttpResult result = gateway.send(call.build());
    if (result instanceof HttpAnswer answer && answer.status() == 200 && answer.json().isArray()) {
      List<JsonNode> found = new ArrayList<>();
      answer.json().forEach(found::add);
      return found;
    }
    throw failed(result);
  }

  /**
   * Queues a task and wakes the device. When no answer comes, the task is looked up by its unique
   * key and, if it is not there, posted once more: that is harmless, for it replaces itself and
   * sets what it set.
   */
  Posted post(String deviceId, Task task) throws AcsFailure {
    String why = "";
    for (int attempt = 0; attempt < 2; attempt++) {
      HttpResult result =
          gateway.send(
              HttpCall.of("POST", devicePath("tasks", deviceId))
                  .query("connection_request", "")
                  .query("timeout", Long.toString(sessionTimeout.toMillis()))
                  .json(task.json())
                  .answerWithin(taskTimeout)
                  .expectJson()
                  .build());
      if (result instanceof HttpAnswer answer && answer.status() < 500) {
        String id = answer.json().path("_id").asText("");
        if (answer.isSuccess() && isTaskId(id)) {
          return new Posted(id, answer.status() == 200);
        }
        throw failed(result);
      }
      if (result instanceof NotSent) {
        throw failed(result);
      }
      why = result.toString();
      try {
        Optional<String> queued = queued(deviceId, task.uniqueKey());
        if (queued.isPresent()) {
          return new Posted(queued.get(), false);
        }
      } catch (AcsFailure away) {
        throw AcsFailure.unknown(task + ": " + why + "; the look-up: " + away.getMessage());
      }
    }
    throw AcsFailure.unknown(task + ": " + why);
  }

  /** The queued task with a unique key. */
  Optional<String> queued(String deviceId, String uniqueKey) throws AcsFailure {
    return query("tasks", object().put("device", deviceId), "", 100).stream()
        .filter(t -> t.path("device").asText().equals(deviceId))
        .filter(t -> t.path("uniqueKey").asText().equals(uniqueKey))
        .map(t -> t.path("_id").asText())
        .filter(Nbi::isTaskId)
        .findFirst();
  }

  TaskState state(String deviceId, String taskId) throws AcsFailure {
    String faultId = deviceId + ":task_" + taskId;
    for (JsonNode fault : query("faults", object().put("_id", faultId), "", 2)) {
      if (fault.path("_id").asText().equals(faultId)) {
        return new TaskState.Faulted(
            fault.path("code").asText(), fault.path("message").asText(), fault.path("detail"));
      }
    }
    for (JsonNode task : query("tasks", object().put("_id", taskId), "", 2)) {
      if (task.path("_id").asText().equals(taskId)) {
        return new TaskState.Queued();
      }
    }
    return new TaskState.Gone();
  }

  /** Takes a task out of the queue, with its fault; harmless when it is gone. */
  void deleteTask(String taskId) throws AcsFailure {
    if (isTaskId(taskId)) {
      effect(HttpCall.delete("/tasks/{}", taskId));
    }
  }

  void tag(String deviceId, String tag) throws AcsFailure {
    effect(HttpCall.of("POST", devicePath("tags/{}", deviceId, tag)));
  }

  /** Harmless when the tag or the device is gone. */
  void untag(String deviceId, String tag) throws AcsFailure {
    effect(HttpCall.of("DELETE", devicePath("tags/{}", deviceId, tag)));
  }

  /** All of these have the same effect however often they arrive. */
  private void effect(HttpCall.Builder call) throws AcsFailure {
    HttpCall built = call.effect(CallEffect.REPEATABLE).build();
    HttpResult result = gateway.send(built);
    boolean gone =
        built.method().equals("DELETE")
            && result instanceof HttpAnswer answer
            && answer.status() == 404;
    boolean page = result instanceof HttpAnswer a && a.contentType().equals("text/html");
    if (gone || (result instanceof HttpAnswer answer && answer.isSuccess() && !page)) {
      return;
    }
    boolean unclear =
        result.fold(
            answer -> answer.status() == 500 || answer.status() == 502 || answer.status() == 504,
            notSent -> false,
            noAnswer -> true);
    throw unclear || (page && result.tag().startsWith("2"))
        ? AcsFailure.unknown(built + ": " + result)
        : failed(result);
  }

  /** A failure after which nothing was changed. */
  private static AcsFailure failed(HttpResult result) {
    if (!(result instanceof HttpAnswer answer)) {
      return AcsFailure.refused(Refusal.retryLater("acs_away", result.toString()));
    }
    if (answer.status() == 404 && answer.text().startsWith("No such device")) {
      return AcsFailure.refused(Refusal.retryLater("device_gone", "GenieACS: No such device"));
    }
    if (answer.status() >= 500 || answer.status() == 429 || answer.isSuccess()) {
      String said = "GenieACS answered " + answer;
      return AcsFailure.refused(
          answer
              .retryAfter()
              .filter(delay -> !delay.isZero())
              .map(delay -> Refusal.retryLater("acs_away", said, delay))
              .orElseGet(() -> Refusal.retryLater("acs_away", said)));
    }
    return AcsFailure.refused("misconfigured", "GenieACS answered " + answer);
  }

  /** GenieACS throws on other ids. */
  static boolean isTaskId(String id) {
    return id.matches("[0-9a-f]{24}");
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  @Override
  public void close() {
    gateway.close();
  }
}
