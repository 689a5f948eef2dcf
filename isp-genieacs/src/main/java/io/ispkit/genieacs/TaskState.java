package io.ispkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Where a task stands in GenieACS. */
sealed interface TaskState {

  /** It waits for the next session. */
  record Queued() implements TaskState {}

  /** It is neither queued nor faulted: it was carried out (or deleted by somebody). */
  record Gone() implements TaskState {}

  /**
   * The device, or GenieACS, met a fault; the task stays queued. It is tried again at the first
   * session after five minutes, then ten, then twenty: so GenieACS has it, if not told otherwise.
   */
  record Faulted(String code, String message, JsonNode detail) implements TaskState {

    /**
     * CWMP faults after which a repetition is useless (TR-069 amendment 6, table of fault codes).
     */
    private static final Set<String> FOR_GOOD =
        Set.of(
            "cwmp.9000",
            "cwmp.9001",
            "cwmp.9003",
            "cwmp.9005",
            "cwmp.9006",
            "cwmp.9007",
            "cwmp.9008");

    boolean isForGood() {
      return FOR_GOOD.contains(code);
    }

    /** Whether the session ended in the midst of it: that says nothing of what was asked. */
    boolean isBrokenOff() {
      return code.equals("session_terminated");
    }

    /** The fault, and the parameters it names. */
    String words() {
      StringBuilder words = new StringBuilder(code + " " + message);
      for (JsonNode fault : detail.path("setParameterValuesFault")) {
        words
            .append("; ")
            .append(fault.path("parameterName").asText())
            .append(": ")
            .append(fault.path("faultCode").asText())
            .append(' ')
            .append(fault.path("faultString").asText());
      }
      String line = words.toString().replaceAll("\\p{Cntrl}", " ");
      return line.substring(0, Math.min(400, line.length()));
    }
  }
}
