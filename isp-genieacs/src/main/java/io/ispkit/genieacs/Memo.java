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
import java.util.TreeMap;

/**
 * What we note beside a kept configuration: since when, of which device, the task under way, all
 * tasks, whether the tag is ours, what was added, and the values before. Never a secret: those
 * cannot be read.
 */
record Memo(Map<String, String> entries) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String BEFORE = "before.";
  private static final String ADDING = "adding.";

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
    return list(entries.getOrDefault("tasks", ""));
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

  /** Whether a device has not called since it was last looked at in vain. */
  boolean sleeps(DeviceDocument device) {
    Optional<Instant> then = informed();
    Optional<Instant> last = device.moment("lastInform");
    return then.isPresent() && last.isPresent() && !last.get().isAfter(then.get());
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

  /** The id of the device that these notes are of. */
  Optional<String> device() {
    return Optional.ofNullable(entries.get("device"));
  }

  Memo withDevice(String id) {
    return with("device", id);
  }

  /** These notes for this device: of another one nothing holds but since when it is wanted. */
  Memo of(String deviceId) {
    boolean other = device().filter(id -> !id.equals(deviceId)).isPresent();
    Memo memo = other ? new Memo(Map.of("since", since().toString())) : this;
    return memo.withDevice(deviceId);
  }

  /** The objects to which an instance may have been added, and the instances they had before. */
  Map<String, List<String>> announced() {
    Map<String, List<String>> announced = new TreeMap<>();
    entries.forEach(
        (key, all) -> {
          if (key.startsWith(ADDING)) {
            announced.put(key.substring(ADDING.length()), list(all));
          }
        });
    return announced;
  }

  Memo withAnnounced(String object, List<String> existing) {
    return with(ADDING + object, String.join(",", existing));
  }

  Memo withSettled(String object, List<String> instances) {
    Map<String, String> fewer = new LinkedHashMap<>(entries);
    fewer.remove(ADDING + object);
    return new Memo(fewer).withAdded(instances);
  }

  /** With what an older operation has found and done: its undo is then done by the undo of ours. */
  Memo takingOver(Memo older) {
    Map<String, String> all = new LinkedHashMap<>(entries);
    older.entries.forEach(
        (key, value) -> {
          if (key.equals("tagged") || (older.isSet() && key.startsWith(BEFORE))) {
            all.put(key, value);
          }
        });
    return new Memo(all).withAdded(older.added());
  }

  /** The objects that were added to the device. */
  List<String> added() {
    return list(entries.getOrDefault("added", ""));
  }

  private static List<String> list(String all) {
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

  /** Whether the values before were noted, also when none was known. */
  boolean hasBefore() {
    return entries.containsKey("noted")
        || entries.keySet().stream().anyMatch(k -> k.startsWith(BEFORE));
  }

  /** Notes the values that a device has, as far as they are known, before they are changed. */
  Memo withBefore(List<Parameter> parameters, DeviceDocument device) {
    Map<String, String> more = new LinkedHashMap<>(entries);
    more.put("noted", "true");
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
