package io.ispkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.genieacs.cpe.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A rule of GenieACS: at these events, devices that carry this tag get these configurations.
 *
 * @param name 1 to 128 of [A-Za-z0-9_-]
 * @param weight a higher one wins over a lower one
 * @param channel faults of one channel hold back that channel only
 * @param events such as {@code 0 BOOTSTRAP} or {@code 1 BOOT}; empty: at every session
 * @param tag the devices concerned; empty: all
 * @param configurations in the form of GenieACS; may hold secrets, and are never shown
 */
public record Preset(
    String name,
    int weight,
    String channel,
    Set<String> events,
    String tag,
    List<JsonNode> configurations) {

  public Preset {
    Names.plain("preset", name);
    events = Set.copyOf(events);
    configurations = List.copyOf(configurations);
    if (!tag.isEmpty()) {
      Names.tag(tag);
    }
  }

  /**
   * Puts values into a device whenever it was reset to those of its factory. Each is asked for
   * first: of a value that GenieACS remembers it would send nothing, and it forgets them at a reset
   * only where its own bootstrap provision is installed.
   */
  static Preset atBootstrap(String name, String tag, List<Parameter> parameters) {
    List<JsonNode> configurations = new ArrayList<>();
    for (Parameter parameter : parameters) {
      configurations.add(
          NbiCalls.object()
              .put("type", "age")
              .put("name", parameter.path())
              .put("age", Double.toString(Task.AT_ONCE)));
    }
    for (Parameter parameter : parameters) {
      configurations.add(
          NbiCalls.object()
              .put("type", "value")
              .put("name", parameter.path())
              .set("value", parameter.value()));
    }
    return new Preset(name, 0, name, Set.of("0 BOOTSTRAP"), tag, configurations);
  }

  /** A preset that runs a provision. */
  public static Preset ofProvision(String name, String tag, Set<String> events, String provision) {
    JsonNode run = NbiCalls.object().put("type", "provision").put("name", provision);
    return new Preset(name, 0, name, events, tag, List.of(run));
  }

  ObjectNode json() {
    ObjectNode json = NbiCalls.object().put("weight", weight).put("channel", channel);
    ObjectNode at = json.putObject("events");
    new TreeSet<>(events).forEach(event -> at.put(event, true));
    // A text that holds JSON: so GenieACS has it.
    json.put("precondition", tag.isEmpty() ? "" : NbiCalls.object().put("_tags", tag).toString());
    json.putArray("configurations").addAll(configurations);
    return json;
  }

  /** Without the configurations. */
  @Override
  public String toString() {
    return "preset " + name + (tag.isEmpty() ? "" : " for " + tag);
  }
}
