package io.ispkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.genieacs.cpe.Parameter;
import java.util.List;

/**
 * A task for a device. Well-formed by construction: GenieACS does not check tasks, and an
 * ill-formed one takes its worker process down without an answer.
 */
record Task(ObjectNode json) {

  /** A millisecond: how old a value may be that counts as new. */
  static final double AT_ONCE = 0.001;

  /** So many parameters GenieACS sets in one call, if its cwmp.gpvBatchSize is not changed. */
  static final int AT_A_TIME = 32;

  private static final String PROVISIONS = "provisions";

  /**
   * Sets all parameters in one session. The device takes all or none of those that differ, if they
   * are no more than {@link #AT_A_TIME}: of more GenieACS makes several calls. Not by {@code
   * setParameterValues}: GenieACS 1.2 sends nothing for a value that it remembers, and a password
   * that it once set it remembers for good, whatever the device has since. So each is asked for
   * first, in the same session.
   *
   * @param uniqueKey a queued task of the device with the same key is replaced by this one
   */
  static Task set(List<Parameter> parameters, String uniqueKey) {
    Task task = get(parameters.stream().map(Parameter::path).toList(), uniqueKey);
    ArrayNode calls = task.json.withArray(PROVISIONS);
    for (Parameter parameter : parameters) {
      if (!parameter.isWellFormed()) {
        throw new IllegalArgumentException(
            "expected a complete path and a typed scalar value: " + parameter.path());
      }
      calls.addArray().add("value").add(parameter.path()).add(parameter.value());
    }
    return task;
  }

  /**
   * Asks the device for parameters. Not by {@code getParameterValues}: GenieACS 1.2 takes for new
   * what it has set or read within the same second, and sends the device nothing. Its provision
   * {@code refresh} takes a shorter time in seconds.
   */
  static Task get(List<String> paths, String uniqueKey) {
    Task task = of(PROVISIONS, uniqueKey);
    ArrayNode calls = task.json.putArray(PROVISIONS);
    paths.forEach(p -> calls.addArray().add("refresh").add(path(p)).add(AT_ONCE));
    if (calls.isEmpty()) {
      throw new IllegalArgumentException("a task has at least one parameter");
    }
    return task;
  }

  static Task refresh(String object, String uniqueKey) {
    Task task = of("refreshObject", uniqueKey);
    task.json.put("objectName", path(object));
    return task;
  }

  /** Adds an instance: each time that it is carried out. */
  static Task add(String object, String uniqueKey) {
    Task task = of("addObject", uniqueKey);
    task.json.put("objectName", path(object));
    return task;
  }

  /** Removes an instance; nothing happens when it is not there. */
  static Task remove(String instance, String uniqueKey) {
    Task task = of("deleteObject", uniqueKey);
    task.json.put("objectName", path(instance));
    return task;
  }

  static Task reboot(String uniqueKey) {
    return of("reboot", uniqueKey);
  }

  static Task factoryReset(String uniqueKey) {
    return of("factoryReset", uniqueKey);
  }

  /** Loads a file of GenieACS's own store into the device. */
  static Task download(String file, String uniqueKey) {
    Task task = of("download", uniqueKey);
    if (file.isEmpty()) {
      throw new IllegalArgumentException("expected the name of a file");
    }
    task.json.put("file", file);
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

  private static String path(String path) {
    if (!Parameter.isPath(path)) {
      throw new IllegalArgumentException("expected the path of a parameter or object");
    }
    return path;
  }

  /** The kind of task only: values may be secret. */
  @Override
  public String toString() {
    for (JsonNode call : json.path(PROVISIONS)) {
      if (call.path(0).asText().equals("value")) {
        return "set parameters";
      }
    }
    return json.has(PROVISIONS) ? "read parameters" : json.path("name").asText();
  }
}
