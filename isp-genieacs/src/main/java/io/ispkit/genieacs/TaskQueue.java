package io.ispkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.core.http.HttpCall;
import io.ispkit.core.outcome.Outcome;
import java.util.List;

/** The tasks that wait in GenieACS, and the faults of devices. Thread-safe; every call blocks. */
public final class TaskQueue {

  private static final int MOST = 1000;

  private final Nbi nbi;

  TaskQueue(Nbi nbi) {
    this.nbi = nbi;
  }

  /**
   * A task that waits, with or without a fault.
   *
   * @param name such as {@code reboot}; settings are {@code provisions}
   * @param uniqueKey by which it was posted, or empty
   */
  public record QueuedTask(String id, String deviceId, String name, String uniqueKey) {}

  /** The first thousand tasks of a device, oldest first. Values of parameters are not read. */
  public Outcome<List<QueuedTask>> of(String deviceId) {
    ObjectNode filter = NbiCalls.object().put("device", deviceId);
    List<String> fields = List.of("name", "device", "uniqueKey");
    NbiQuery query = new NbiQuery("tasks", filter, fields, null, MOST).sortedById();
    return AcsFailure.outcomeOfReading(
        () ->
            nbi.calls.query(query).stream()
                .filter(t -> t.path("device").asText().equals(deviceId))
                .map(TaskQueue::task)
                .toList());
  }

  private static QueuedTask task(JsonNode json) {
    return new QueuedTask(
        json.path("_id").asText(),
        json.path("device").asText(),
        json.path("name").asText(),
        json.path("uniqueKey").asText(""));
  }

  /** Lets a faulted task be tried again at the next call of the device. */
  public Outcome<Boolean> retry(String taskId) {
    return AcsFailure.outcomeOf(
        () -> {
          // GenieACS stumbles over an id that it does not have.
          ObjectNode filter = NbiCalls.object().put("_id", checked(taskId));
          boolean known =
              nbi.calls.query(NbiQuery.of("tasks", filter, 2)).stream()
                  .anyMatch(t -> t.path("_id").asText().equals(taskId));
          return known
              && nbi.calls.effect(HttpCall.of("POST", NbiCalls.path("/tasks/{}/retry", taskId)));
        });
  }

  /** Takes a task out of the queue, with its fault. */
  public Outcome<Boolean> delete(String taskId) {
    checked(taskId);
    return AcsFailure.outcomeOf(() -> nbi.deleteTask(taskId));
  }

  private static String checked(String taskId) {
    if (!Nbi.isTaskId(taskId)) {
      throw new IllegalArgumentException("task: expected 24 hexadecimal digits in lower case");
    }
    return taskId;
  }

  /** The faults of one device. */
  public Outcome<List<DeviceFault>> faults(String deviceId) {
    ObjectNode filter = NbiCalls.object().put("device", deviceId);
    return AcsFailure.outcomeOfReading(
        () ->
            nbi.calls.query(NbiQuery.of("faults", filter, MOST)).stream()
                .filter(f -> f.path("device").asText().equals(deviceId))
                .map(DeviceFault::of)
                .toList());
  }

  /**
   * A page of the faults of all devices, by id.
   *
   * @param after the id of the last fault before this page, or empty
   * @param limit 1 to 1000
   */
  public Outcome<List<DeviceFault>> faults(String after, int limit) {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit: expected 1 to " + MOST);
    }
    ObjectNode filter = NbiCalls.object();
    if (!after.isEmpty()) {
      filter.putObject("_id").put("$gt", after);
    }
    return AcsFailure.outcomeOfReading(
        () ->
            nbi.calls.query(NbiQuery.of("faults", filter, limit).sortedById()).stream()
                .map(DeviceFault::of)
                .toList());
  }

  /** Removes a fault; of a task's fault the task goes too. */
  public Outcome<Boolean> delete(DeviceFault fault) {
    return AcsFailure.outcomeOf(() -> nbi.deleteFault(fault));
  }
}
