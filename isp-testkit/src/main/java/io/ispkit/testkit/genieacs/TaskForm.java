package io.ispkit.testkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** What GenieACS wants of a task: anything else makes it throw, and its worker process end. */
final class TaskForm {

  private static final Set<String> SIMPLE = Set.of("reboot", "factoryReset");

  private TaskForm() {}

  static boolean isWellFormed(ObjectNode task) {
    String name = task.path("name").asText();
    JsonNode object = task.path("objectName");
    return SIMPLE.contains(name)
        || (name.equals("refreshObject") && object.isTextual())
        || (name.equals("deleteObject") && object.isTextual() && !object.asText().isEmpty())
        || name.equals("addObject")
        || (name.equals("download") && !task.path("file").asText("").isEmpty())
        || (name.equals("provisions") && task.path("provisions").isArray())
        || (name.equals("getParameterValues") && texts(task.path("parameterNames")))
        || (name.equals("setParameterValues") && values(task.path("parameterValues")));
  }

  private static boolean texts(JsonNode names) {
    boolean all = names.isArray() && !names.isEmpty();
    for (JsonNode name : names) {
      all &= name.isTextual() && !name.asText().isEmpty();
    }
    return all;
  }

  private static boolean values(JsonNode values) {
    boolean all = values.isArray() && !values.isEmpty();
    for (JsonNode value : values) {
      boolean named = value.path(0).isTextual() && !value.path(0).asText().isEmpty();
      JsonNode type = value.path(2);
      all &= named && value.path(1).isValueNode() && !value.path(1).isNull();
      all &= type.isMissingNode() || type.isNull() || type.isTextual();
    }
    return all;
  }
}
