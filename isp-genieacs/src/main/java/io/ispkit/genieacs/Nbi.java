package io.ispkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.core.http.HttpAnswer;
import io.ispkit.core.http.HttpCall;
import io.ispkit.core.http.HttpPath;
import io.ispkit.core.http.HttpResult;
import io.ispkit.core.http.NotSent;
import io.ispkit.core.operation.CallListener;
import io.ispkit.genieacs.cpe.DeviceDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Devices and their tasks through the northbound interface of GenieACS 1.2. Thread-safe. */
final class Nbi implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Nbi.class);

  /** What is always read of a device. */
  private static final List<String> IDENTITY =
      List.of(
          "_id", "_deviceId", "_tags", "_lastInform", "_lastBoot", "_lastBootstrap", "_registered");

  /**
   * A task that was taken.
   *
   * @param done a session ran, and the task is neither queued nor faulted
   * @param again it was posted before without an answer, and may have been carried out by then
   */
  record Posted(String taskId, boolean done, boolean again) {

    Posted onceMore() {
      return new Posted(taskId, done, true);
    }
  }

  final NbiCalls calls;
  private final Duration sessionTimeout;
  private final Duration taskTimeout;

  Nbi(NbiSettings settings, CallListener listener) {
    sessionTimeout = settings.sessionTimeout();
    taskTimeout = settings.taskTimeout();
    calls = new NbiCalls(settings, listener);
  }

  /**
   * The devices with a serial number. GenieACS answers a query that it does not understand with
   * every device, so each one is checked.
   */
  List<DeviceDocument> find(String serial) throws AcsFailure {
    ObjectNode filter = NbiCalls.object().put("_deviceId._SerialNumber", serial);
    List<DeviceDocument> found = devices(NbiQuery.devices(filter, IDENTITY, 3));
    if (found.stream().anyMatch(d -> !d.serial().equals(serial))) {
      throw notAskedFor();
    }
    return found;
  }

  /** What is known of one device below the given paths; empty when it is gone. */
  Optional<DeviceDocument> document(String id, List<String> paths) throws AcsFailure {
    List<String> projection = Stream.concat(IDENTITY.stream(), paths.stream()).toList();
    ObjectNode filter = NbiCalls.object().put("_id", id);
    List<DeviceDocument> found = devices(NbiQuery.devices(filter, projection, 2));
    if (found.stream().anyMatch(d -> !d.id().equals(id))) {
      throw notAskedFor();
    }
    return found.stream().findFirst();
  }

  /**
   * A page of the devices that carry a tag which begins so, by id.
   *
   * @param after the id of the last device before this page, or empty
   */
  List<DeviceDocument> taggedFrom(String beginning, String after, int limit) throws AcsFailure {
    ObjectNode filter = NbiCalls.object();
    // The prefix holds nothing that a regular expression takes otherwise.
    filter.putObject("_tags").put("$regex", "^" + beginning);
    if (!after.isEmpty()) {
      filter.putObject("_id").put("$gt", after);
    }
    List<DeviceDocument> page = devices(NbiQuery.devices(filter, IDENTITY, limit).sortedById());
    boolean asked =
        page.stream()
            .allMatch(
                d ->
                    d.id().compareTo(after) > 0
                        && d.tags().stream().anyMatch(t -> t.startsWith(beginning)));
    if (!asked) {
      throw notAskedFor();
    }
    return page;
  }

  List<DeviceDocument> devices(NbiQuery query) throws AcsFailure {
    return calls.query(query).stream().map(DeviceDocument::new).toList();
  }

  static AcsFailure notAskedFor() {
    return AcsFailure.refused(
        "misconfigured", "GenieACS answers with devices that were not asked for");
  }

  /**
   * Queues a task and wakes the device. When no answer comes, the task is looked up by its unique
   * key and, if it is not there, posted once more: that is harmless, for it replaces itself and
   * sets what it set.
   */
  Posted post(String deviceId, Task task) throws AcsFailure {
    removeFaulted(deviceId, task.uniqueKey());
    String why = "";
    for (int attempt = 0; attempt < 2; attempt++) {
      HttpResult result = send(deviceId, task);
      Optional<Posted> posted = read(deviceId, result);
      if (posted.isPresent()) {
        return attempt == 0 ? posted.get() : posted.get().onceMore();
      }
      why = result.toString();
      Optional<Posted> queued = lookUp(deviceId, task, why);
      if (queued.isPresent()) {
        return attempt == 0 ? queued.get() : queued.get().onceMore();
      }
    }
    throw AcsFailure.unknown(task + ": " + why);
  }

  /**
   * Takes a faulted task with this key away. When GenieACS replaces a task it keeps the fault of
   * the old one, and carries out what that holds when the time to retry has come.
   */
  private void removeFaulted(String deviceId, String uniqueKey) throws AcsFailure {
    Optional<String> old = queued(deviceId, uniqueKey);
    if (old.isPresent() && state(deviceId, old.get()) instanceof TaskState.Faulted) {
      deleteTask(old.get());
    }
  }

  /** The same, for a task that must not be carried out twice: never posted again. */
  Posted postOnce(String deviceId, Task task) throws AcsFailure {
    HttpResult result = send(deviceId, task);
    Optional<Posted> posted = read(deviceId, result);
    if (posted.isPresent()) {
      return posted.get();
    }
    return lookUp(deviceId, task, result.toString())
        .orElseThrow(() -> AcsFailure.unknown(task + ": " + result));
  }

  private HttpResult send(String deviceId, Task task) {
    return calls.send(
        HttpCall.of("POST", NbiCalls.path("/devices/{}/tasks", deviceId))
            .query("connection_request", "")
            .query("timeout", Long.toString(sessionTimeout.toMillis()))
            .json(task.json())
            .answerWithin(taskTimeout)
            .expectJson()
            .build());
  }

  /** Empty when it is not known whether the task was taken. */
  private Optional<Posted> read(String deviceId, HttpResult result) throws AcsFailure {
    if (result instanceof HttpAnswer answer && answer.status() < 500) {
      String id = answer.json().path("_id").asText("");
      if (answer.isSuccess() && isTaskId(id)) {
        // A session that broke off answers 200 too, and leaves the task in the queue.
        return Optional.of(
            new Posted(id, answer.status() == 200 && !isQueued(deviceId, id), false));
      }
      throw NbiCalls.failed(result);
    }
    if (result instanceof NotSent) {
      throw NbiCalls.failed(result);
    }
    return Optional.empty();
  }

  private boolean isQueued(String deviceId, String taskId) {
    try {
      return !(state(deviceId, taskId) instanceof TaskState.Gone);
    } catch (AcsFailure away) {
      // To be looked up later.
      return true;
    }
  }

  private Optional<Posted> lookUp(String deviceId, Task task, String why) throws AcsFailure {
    try {
      return queued(deviceId, task.uniqueKey()).map(id -> new Posted(id, false, false));
    } catch (AcsFailure away) {
      throw AcsFailure.unknown(task + ": " + why + "; the look-up: " + away.getMessage());
    }
  }

  /** The queued task with a unique key. */
  Optional<String> queued(String deviceId, String uniqueKey) throws AcsFailure {
    ObjectNode filter = NbiCalls.object().put("device", deviceId).put("uniqueKey", uniqueKey);
    return calls.query(NbiQuery.of("tasks", filter, 2)).stream()
        .filter(t -> t.path("device").asText().equals(deviceId))
        .filter(t -> t.path("uniqueKey").asText().equals(uniqueKey))
        .map(t -> t.path("_id").asText())
        .filter(Nbi::isTaskId)
        .findFirst();
  }

  TaskState state(String deviceId, String taskId) throws AcsFailure {
    String faultId = deviceId + ":task_" + taskId;
    for (JsonNode fault :
        calls.query(NbiQuery.of("faults", NbiCalls.object().put("_id", faultId), 2))) {
      if (fault.path("_id").asText().equals(faultId)) {
        return new TaskState.Faulted(
            fault.path("code").asText(), fault.path("message").asText(), fault.path("detail"));
      }
    }
    return isKnown(taskId) ? new TaskState.Queued() : new TaskState.Gone();
  }

  /** Whether a task waits, faulted or not. */
  boolean isKnown(String taskId) throws AcsFailure {
    return calls.query(NbiQuery.of("tasks", NbiCalls.object().put("_id", taskId), 2)).stream()
        .anyMatch(task -> task.path("_id").asText().equals(taskId));
  }

  /**
   * What the device itself says now, and not what GenieACS remembers of what was set: each value
   * has a newer time than before.
   *
   * @return empty when the device did not answer
   */
  Optional<DeviceDocument> fresh(
      String deviceId, List<String> paths, List<String> names, String key) throws AcsFailure {
    Optional<DeviceDocument> before = document(deviceId, names);
    Posted posted = post(deviceId, Task.get(names, key));
    if (!posted.done() && !(state(deviceId, posted.taskId()) instanceof TaskState.Gone)) {
      dropReading(posted.taskId());
      return Optional.empty();
    }
    List<String> projection = new ArrayList<>(paths);
    names.stream().filter(n -> paths.stream().noneMatch(n::startsWith)).forEach(projection::add);
    return document(deviceId, projection)
        .filter(now -> names.stream().allMatch(name -> isNewer(name, before.orElse(null), now)));
  }

  private static boolean isNewer(String name, @Nullable DeviceDocument before, DeviceDocument now) {
    var then = before == null ? Optional.<Instant>empty() : before.readAt(name);
    return now.readAt(name).filter(at -> then.isEmpty() || at.isAfter(then.get())).isPresent();
  }

  /**
   * Takes a task that only reads out of the queue, if GenieACS lets it go: during a session it does
   * not. Left behind it does no harm, and the next of its key replaces it.
   */
  void dropReading(String taskId) {
    try {
      deleteTask(taskId);
    } catch (AcsFailure busy) {
      LOG.debug("task {} stays queued: {}", taskId, busy.getMessage());
    }
  }

  /** Takes a task out of the queue, with its fault; harmless when it is gone. */
  boolean deleteTask(String taskId) throws AcsFailure {
    return isTaskId(taskId)
        && calls.effect(HttpCall.of("DELETE", NbiCalls.path("/tasks/{}", taskId)));
  }

  /** Removes a fault; of a task's fault the task goes too. */
  boolean deleteFault(DeviceFault fault) throws AcsFailure {
    String id = NbiCalls.encoded(fault.deviceId()) + ":" + NbiCalls.encoded(fault.channel());
    return calls.effect(HttpCall.of("DELETE", HttpPath.of("/faults/{}").withEncoded(id)));
  }

  void tag(String deviceId, String tag) throws AcsFailure {
    calls.effect(HttpCall.of("POST", NbiCalls.path("/devices/{}/tags/{}", deviceId, tag)));
  }

  /** Harmless when the tag or the device is gone. */
  void untag(String deviceId, String tag) throws AcsFailure {
    calls.effect(HttpCall.of("DELETE", NbiCalls.path("/devices/{}/tags/{}", deviceId, tag)));
  }

  /** GenieACS throws on other ids. */
  static boolean isTaskId(String id) {
    return id.matches("[0-9a-f]{24}");
  }

  @Override
  public void close() {
    calls.close();
  }
}
