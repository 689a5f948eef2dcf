package io.ispkit.genieacs.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.genieacs.bulk.DeviceChange.State;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened in a bulk change, as a line of text whose length does not depend on how
 * many devices there are.
 *
 * @param number 1, 2, 3 …: shows when a line is missing
 * @param device concerned, or null
 * @param end where the device stands then, or null
 * @param why it failed, or the change stopped; else null
 * @param window of the pace in which the device was begun, or null
 * @param since when the first device was begun, with that device only
 */
record BulkStep(
    int number,
    Kind kind,
    @Nullable String device,
    @Nullable State end,
    @Nullable String why,
    @Nullable Instant window,
    @Nullable Instant since) {

  enum Kind {
    BEGUN,
    SETTLED,
    PAUSED,
    RESUMED,
    STOPPED
  }

  private static final JsonMapper JSON = new JsonMapper();

  /** Of the change itself. */
  static BulkStep of(Kind kind, @Nullable String why) {
    return new BulkStep(0, kind, null, null, why, null, null);
  }

  static BulkStep settled(String device, State end, @Nullable String why) {
    return new BulkStep(0, Kind.SETTLED, device, end, why, null, null);
  }

  BulkStep numbered(int at) {
    return new BulkStep(at, kind, device, end, why, window, since);
  }

  /** Empty for what is no step, such as a line that was being written in the moment of a crash. */
  static Optional<BulkStep> read(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      String end = text(json, "end");
      String window = text(json, "window");
      String since = text(json, "since");
      return Optional.of(
          new BulkStep(
              json.path("step").asInt(),
              Kind.valueOf(json.path("did").asText().toUpperCase(Locale.ROOT)),
              text(json, "device"),
              end == null ? null : State.valueOf(end.toUpperCase(Locale.ROOT)),
              text(json, "why"),
              window == null ? null : Instant.parse(window),
              since == null ? null : Instant.parse(since)));
    } catch (IOException | IllegalArgumentException | DateTimeException torn) {
      return Optional.empty();
    }
  }

  private static @Nullable String text(JsonNode json, String name) {
    JsonNode text = json.path(name);
    return text.isTextual() ? text.asText() : null;
  }

  /** The line, without an end of line. */
  @Override
  public String toString() {
    ObjectNode json = JSON.createObjectNode().put("step", number).put("did", word(kind));
    put(json, "device", device);
    put(json, "end", end == null ? null : word(end));
    put(json, "why", why);
    put(json, "window", window == null ? null : window.toString());
    put(json, "since", since == null ? null : since.toString());
    return json.toString();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static void put(ObjectNode json, String name, @Nullable String text) {
    if (text != null) {
      json.put(name, text);
    }
  }
}
