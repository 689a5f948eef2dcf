package io.ispkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A task for a device. Well-formed by construction: GenieACS does not check tasks, and an
 * ill-formed one takes its worker process down without an answer.
 */
record Task(ObjectNode json) {

  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
  private static final Pattern TYPE = Pattern.compile("xsd:[A-Za-z]+");

  /**
   * Sets all parameters together, which the device does wholly or not at all.
   *
   * @param uniqueKey a queued task of the device with the same key is replaced by this one
   */
  static Task set(List<Parameter> parameters, String uniqueKey) {
    Task task = of("setParameterValues", uniqueKey);
    ArrayNode values = task.json.putArray("parameterValues");
    for (Parameter parameter : parameters) {
      JsonNode value = parameter.value();
      boolean scalar = value.isTextual() || value.isBoolean() || value.isNumber();
      if (!scalar || !TYPE.matcher(parameter.type()).matches()) {
        throw new IllegalArgumentException(parameter.path() + ": expected a typed scalar value");
      }
      values.addArray().add(path(parameter.path())).add(value).add(parameter.type());
    }
    return notEmpty(task, values);
  }

  static Task get(List<String> paths, String uniqueKey) {
    Task task = of("getParameterValues", uniqueKey);
    ArrayNode names = task.json.putArray("parameterNames");
    paths.forEach(p -> names.add(path(p)));
    return notEmpty(task, names);
  }

  static Task refresh(String object, String uniqueKey) {
    Task task = of("refreshObject", uniqueKey);
    task.json.put("objectName", path(object));
    return task;
  }

  String uniqueKey() {
    return json.path("uniqueKey").asText();
  }

  private static Task of(String name, String uniqueKey) {
    if (uniqueKey.isEmpty()) {
      throw new IllegalArgumentException("a task has a unique key");
    }
    return new Task(
        JsonNodeFactory.instance.objectNode().put("name", name).put("uniqueKey", uniqueKey));
  }

  private static Task notEmpty(Task task, ArrayNode list) {
    if (list.isEmpty()) {
      throw new IllegalArgumentException("a task has at least one parameter");
    }
    return task;
  }

  private static String path(String path) {
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException("expected the path of a parameter or object");
    }
    return path;
  }

  /** The kind of task only: values may be secret. */
  @Override
  public String toString() {
    return json.path("name").asText();
  }
}
