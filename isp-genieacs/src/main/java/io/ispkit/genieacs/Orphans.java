package io.ispkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;

/**
 * Faults whose task is gone. GenieACS keeps what faulted with the fault, and does that at the first
 * session after the time to retry: so it would set again what an older task wanted to set. They are
 * left behind when a task is replaced whose session breaks off after that.
 */
final class Orphans {

  private static final Set<String> CALLS = Set.of("refresh", "value");
  private static final JsonMapper JSON = new JsonMapper();

  private Orphans() {}

  /** Removes those that would do no more than set some of these parameters of a device. */
  static void remove(Nbi nbi, String deviceId, Collection<String> paths) throws AcsFailure {
    Set<String> ours = Set.copyOf(paths);
    for (JsonNode json :
        nbi.calls.query(NbiQuery.of("faults", NbiCalls.object().put("device", deviceId), 100))) {
      DeviceFault fault = DeviceFault.of(json);
      boolean ofTask = fault.deviceId().equals(deviceId) && Nbi.isTaskId(fault.taskId());
      if (ofTask && sets(json, ours) && !nbi.isKnown(fault.taskId())) {
        nbi.deleteFault(fault);
      }
    }
  }

  private static boolean sets(JsonNode fault, Set<String> paths) {
    JsonNode calls = calls(fault);
    for (JsonNode call : calls) {
      boolean known = CALLS.contains(call.path(0).asText());
      if (!known || !paths.contains(call.path(1).asText())) {
        return false;
      }
    }
    return !calls.isEmpty();
  }

  /** Whether a fault is of the download of a file. */
  static boolean isOfDownload(JsonNode fault, String file) {
    for (JsonNode call : calls(fault)) {
      if (call.path(0).asText().equals("download") && call.path(2).asText().equals(file)) {
        return true;
      }
    }
    return false;
  }

  /** What faulted: a list of lists, which GenieACS keeps as text. */
  private static JsonNode calls(JsonNode fault) {
    try {
      return JSON.readTree(fault.path("provisions").asText("[]"));
    } catch (IOException other) {
      return JSON.createArrayNode();
    }
  }
}
