package io.ispkit.quickstart.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes orders files that somebody careless or hostile could send. Repeatable from its random
 * source.
 */
public final class HostileOrders {

  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "a\r\nBcc: victim@example.com",
          "a\nSubject: injected",
          "nul\u0000inside",
          "`%{sql:SELECT 1}`",
          "\"quoted\"",
          "'quoted'",
          "%{User-Name}",
          "'; DROP TABLE radcheck; --",
          "../../etc/passwd",
          "/.*/",
          "*",
          "<script>alert(1)</script>",
          "{{#customer}}{{name}}{{/customer}}",
          "{{{password}}}",
          "${env:HOME}",
          "\u202Egnirts desrever",
          "\u2028line",
          "\uD800",
          "İstanbul ıiI",
          "x@example.com, y@example.com",
          "x@example.com\r\nDATA",
          "\"a b\"@example.com",
          "-1",
          "1e308",
          "10.0.0.1/24",
          "::ffff:10.0.0.1",
          "999.1.1.1",
          "localhost",
          "null",
          "not_serviceable",
          "9999-99-99T99:99:99Z",
          "+999999999-01-01T00:00:00Z",
          "A".repeat(5_000),
          "é".repeat(40),
          "x".repeat(64) + "@" + "y".repeat(200) + ".example");

  private final JsonNode base;
  private final RandomGenerator random;

  /**
   * Starts from the first few entries of a good file, so that each mutation hits something that
   * matters.
   */
  public HostileOrders(byte[] base, RandomGenerator random) {
    try {
      this.base = JSON.readTree(base);
      for (JsonNode list : this.base) {
        while (list instanceof ArrayNode array && array.size() > 3) {
          array.remove(array.size() - 1);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.random = random;
  }

  /** The next file: usually a document with one to three things wrong, sometimes broken bytes. */
  public byte[] next() {
    JsonNode document = base.deepCopy();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      mutate(document);
    }
    byte[] bytes = write(document);
    return random.nextInt(10) == 0 ? damage(bytes) : bytes;
  }

  private void mutate(JsonNode document) {
    List<JsonNode> containers = new ArrayList<>();
    collect(document, containers);
    JsonNode container = containers.get(random.nextInt(containers.size()));
    if (container instanceof ArrayNode array) {
      mutate(array);
    } else if (container instanceof ObjectNode object) {
      mutate(object);
    }
  }

  private void mutate(ArrayNode array) {
    if (array.isEmpty()) {
      array.add(value());
      return;
    }
    int at = random.nextInt(array.size());
    switch (random.nextInt(3)) {
      case 0 -> array.add(array.get(at).deepCopy()); // the same thing twice
      case 1 -> array.set(at, value());
      default -> array.insert(at, value());
    }
  }

  private void mutate(ObjectNode object) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    String key = keys.isEmpty() ? "key" : keys.get(random.nextInt(keys.size()));
    switch (random.nextInt(6)) {
      case 0 -> object.remove(key);
      case 1 -> object.set(random.nextBoolean() ? key + "s" : text(), value());
      case 2 -> {
        JsonNode moved = object.remove(key);
        object.set(key.toUpperCase(java.util.Locale.ROOT), moved == null ? value() : moved);
      }
      default -> object.set(key, value());
    }
  }

  private JsonNode value() {
    return switch (random.nextInt(12)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(random.nextLong());
      case 3 -> NODES.numberNode(BigInteger.TEN.pow(random.nextInt(1, 400)));
      case 4 -> NODES.numberNode(random.nextDouble() * 1e12);
      case 5 -> NODES.numberNode(-random.nextInt(1, 1000));
      case 6 -> NODES.arrayNode().add(text());
      case 7 -> NODES.objectNode().put(text(), text());
      default -> NODES.textNode(text());
    };
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private byte[] damage(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> {
        byte[] copy = bytes.clone();
        copy[at] = (byte) random.nextInt(256);
        yield copy;
      }
      case 2 -> {
        byte[] copy = bytes.clone();
        for (int i = at; i < Math.min(at + 20, copy.length); i++) {
          copy[i] = (byte) random.nextInt(256);
        }
        yield copy;
      }
      default -> ("[".repeat(random.nextInt(1, 3000))).getBytes(StandardCharsets.UTF_8);
    };
  }

  private static void collect(JsonNode node, List<JsonNode> into) {
    if (node.isContainerNode()) {
      into.add(node);
      node.forEach(child -> collect(child, into));
    }
  }

  private static byte[] write(JsonNode document) {
    try {
      return JSON.writeValueAsBytes(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
