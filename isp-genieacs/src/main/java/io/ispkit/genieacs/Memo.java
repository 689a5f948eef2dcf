package io.ispkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.ispkit.genieacs.cpe.DeviceDocument;
import io.ispkit.genieacs.cpe.Parameter;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What we note beside a kept configuration: since when, the task under way, all tasks, whether the
 * tag is ours, and the values before. Never a secret: those cannot be read.
 */
record Memo(Map<String, String> entries) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String BEFORE = "before.";

  Memo {
    entries = Map.copyOf(entries);
  }

  static Memo begun(Instant now) {
    return new Memo(Map.of("since", now.toString()));
  }

  Instant since() {
    return Instant.parse(entries.getOrDefault("since", "1970-01-01T00:00:00Z"));
  }

  /** The task that sets the parameters, when one was taken and not yet settled. */
  Optional<String> task() {
    return Optional.ofNullable(entries.get("task"));
  }

  List<String> tasks() {
    String all = entries.getOrDefault("tasks", "");
    return all.isEmpty() ? List.of() : List.of(all.split(",", -1));
  }

  Memo withTask(String id) {
    List<String> all = new ArrayList<>(tasks());
    if (!all.contains(id)) {
      all.add(id);
    }
    return with("task", id).with("tasks", String.join(",", all));
  }

  Memo withoutTask() {
    Map<String, String> fewer = new LinkedHashMap<>(entries);
    fewer.remove("task");
    return new Memo(fewer);
  }

  /** When the device had last called, as we saw it last. */
  Optional<Instant> informed() {
    return Optional.ofNullable(entries.get("informed")).map(Instant::parse);
  }

  Memo withInformed(Instant at) {
    return with("informed", at.toString());
  }

  boolean tagged() {
    return entries.containsKey("tagged");
  }

  Memo withTag() {
    return with("tagged", "true");
  }

  /** Whether the device may have taken over what we set. */
  boolean isSet() {
    return entries.containsKey("set");
  }

  Memo withSet() {
    return with("set", "true");
  }

  /** The objects that were added to the device. */
  List<String> added() {
    String all = entries.getOrDefault("added", "");
    return all.isEmpty() ? List.of() : List.of(all.split(",", -1));
  }

  Memo withAdded(List<String> objects) {
    List<String> all = new ArrayList<>(added());
    objects.stream().filter(object -> !all.contains(object)).forEach(all::add);
    return all.isEmpty() ? this : with("added", String.join(",", all));
  }

  private boolean isAdded(String path) {
    return added().stream().anyMatch(object -> path.startsWith(object + "."));
  }

  boolean hasBefore() {
    return entries.keySet().stream().anyMatch(k -> k.startsWith(BEFORE));
  }

  /** Notes the values that a device has, as far as they are known, before they are changed. */
  Memo withBefore(List<Parameter> parameters, DeviceDocument device) {
    Map<String, String> more = new LinkedHashMap<>(entries);
    for (Parameter parameter : parameters) {
      device
          .value(parameter.path())
          .ifPresent(
              value ->
                  more.put(
                      BEFORE + parameter.path(),
                      JsonNodeFactory.instance
                          .arrayNode()
                          .add(value)
                          .add(device.type(parameter.path()))
                          .toString()));
    }
    return new Memo(more);
  }

  /** The values before, ready to be put back, but those of objects that were added. */
  List<Parameter> before() {
    List<Parameter> parameters = new ArrayList<>();
    entries.forEach(
        (key, text) -> {
          if (key.startsWith(BEFORE)) {
            JsonNode pair = read(text);
            String path = key.substring(BEFORE.length());
            if (isAdded(path)) {
              return;
            }
            parameters.add(new Parameter(path, pair.path(0), pair.path(1).asText(), null));
          }
        });
    parameters.sort(Comparator.comparing(Parameter::path));
    return parameters;
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException broken) {
      throw new IllegalStateException("a memo that we did not write", broken);
    }
  }

  private Memo with(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(entries);
    more.put(key, value);
    return new Memo(more);
  }
}
