package io.ispkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * A fault of a device.
 *
 * @param channel {@code task_} and the id of a task, or the channel of a preset
 * @param code such as {@code cwmp.9005}
 * @param retries how often it was tried again
 * @param parameters the parameters that the device named, and the fault of each
 */
public record DeviceFault(
    String deviceId,
    String channel,
    String code,
    String message,
    int retries,
    Map<String, String> parameters) {

  private static final String TASK = "task_";

  public DeviceFault {
    parameters = Map.copyOf(parameters);
  }

  static DeviceFault of(JsonNode json) {
    Map<String, String> parameters = new TreeMap<>();
    for (JsonNode fault : json.path("detail").path("setParameterValuesFault")) {
      parameters.put(
          Reports.shown(fault.path("parameterName").asText()),
          Reports.shown(
              fault.path("faultCode").asText() + " " + fault.path("faultString").asText()));
    }
    return new DeviceFault(
        json.path("device").asText(),
        json.path("channel").asText(),
        Reports.shown(json.path("code").asText()),
        Reports.shown(json.path("message").asText()),
        json.path("retries").asInt(),
        parameters);
  }

  /** Its id in GenieACS. */
  public String id() {
    return deviceId + ":" + channel;
  }

  /** The id of the task concerned, or empty. */
  public String taskId() {
    return channel.startsWith(TASK) ? channel.substring(TASK.length()) : "";
  }
}
