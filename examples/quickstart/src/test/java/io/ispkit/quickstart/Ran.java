package io.ispkit.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What one run of the program in this process ended with. */
record Ran(int code, String out, String err) {

  private static final JsonMapper JSON = new JsonMapper();

  /** Runs the program as its main method does, not on a terminal. */
  static Ran quickstart(Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Quickstart.run(
            Arrays.stream(arguments).map(Object::toString).toArray(String[]::new),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** The result of {@code --json}; nothing else may stand on standard output. */
  JsonNode json() {
    try {
      return JSON.readTree(out);
    } catch (IOException e) {
      throw new UncheckedIOException("no JSON on standard output: " + out + err, e);
    }
  }

  /** Its orders, in the order of the file. */
  List<JsonNode> orders() {
    return StreamSupport.stream(json().path("orders").spliterator(), false).toList();
  }

  /** How many orders ended in which state. */
  Map<String, Long> states() {
    return orders().stream()
        .collect(
            Collectors.groupingBy(
                order -> order.path("state").asText(), TreeMap::new, Collectors.counting()));
  }

  /** For a failed assertion. */
  String told() {
    return "exit code " + code + "\n" + out + "\n" + err;
  }
}
