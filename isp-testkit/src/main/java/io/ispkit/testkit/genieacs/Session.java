package io.ispkit.testkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A CWMP session: works off the queue of one device. */
final class Session {

  private final FakeGenieAcs acs;
  private final FakeCpe cpe;

  Session(FakeGenieAcs acs, FakeCpe cpe) {
    this.acs = acs;
    this.cpe = cpe;
  }

  void run() {
    for (ObjectNode task : List.copyOf(acs.tasks)) {
      boolean ours = task.path("device").asText().equals(cpe.id());
      if (ours && !acs.faults.containsKey(FakeGenieAcs.faultId(task)) && carriedOut(task)) {
        acs.removeTask(task);
      }
    }
  }

  private boolean carriedOut(ObjectNode task) {
    return switch (task.path("name").asText()) {
      case "setParameterValues" -> set(task);
      case "getParameterValues" -> {
        task.path("parameterNames").forEach(name -> cpe.read(name.asText()));
        yield true;
      }
      case "refreshObject" ->
          cpe.read(task.path("objectName").asText()) || fault(task, "9005", Map.of());
      default -> fault(task, "9000", Map.of());
    };
  }

  private boolean set(ObjectNode task) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    task.path("parameterValues").forEach(v -> values.put(v.path(0).asText(), v.path(1)));
    Map<String, String> refused = cpe.set(values);
    return refused.isEmpty() || fault(task, top(refused), refused);
  }

  /** A refused parameter makes the whole call invalid (9003); other codes stand as they are. */
  private static String top(Map<String, String> refused) {
    String code = refused.values().iterator().next();
    return List.of("9005", "9006", "9007", "9008").contains(code) ? "9003" : code;
  }

  private boolean fault(ObjectNode task, String code, Map<String, String> parameters) {
    String id = FakeGenieAcs.faultId(task);
    String text = code.equals("9000") ? "Method not supported" : "Invalid arguments";
    ObjectNode fault = task.objectNode().put("_id", id).put("device", cpe.id());
    fault.put("channel", "task_" + task.path("_id").asText());
    fault.put("code", "cwmp." + code).put("message", text).put("retries", 0);
    ObjectNode detail = fault.putObject("detail").put("faultCode", code).put("faultString", text);
    var list = detail.putArray("setParameterValuesFault");
    parameters.forEach(
        (path, inner) ->
            list.addObject()
                .put("parameterName", path)
                .put("faultCode", inner)
                .put("faultString", "Refused"));
    acs.faults.put(id, fault);
    return false;
  }
}
