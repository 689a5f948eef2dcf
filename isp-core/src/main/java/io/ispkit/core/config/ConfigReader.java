package io.ispkit.core.config;

import io.ispkit.core.rate.BitRate;
import io.ispkit.core.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one section. To ask for a key is to know it: what nobody asked for is refused by {@link
 * Config#verify()}, except for keys that begin with {@code x-}, which are comments. An options
 * record is read like this:
 *
 * <pre>{@code
 * record DatabaseOptions(URI url, Optional<Secret> password, int poolSize) {
 *   static DatabaseOptions read(ConfigReader c) {
 *     return new DatabaseOptions(
 *         c.uri("url").required(), c.secret("password").optional(), c.integer("pool_size", 1, 500).orElse(10));
 *   }
 * }
 * }</pre>
 *
 * <p>No getter throws for what is in the configuration. Not thread-safe: read it all at the start.
 */
public final class ConfigReader {

  private final Reading reading;
  private final String path;
  private final Node.@Nullable Section section;
  private final Origin origin;
  private final boolean muted;

  ConfigReader(
      Reading reading, String path, Node.@Nullable Section section, Origin origin, boolean muted) {
    this.reading = reading;
    this.path = path;
    this.section = section;
    this.origin = origin;
    this.muted = muted;
    if (section != null) {
      reading.opened(section);
    }
  }

  /** The path of this section from the root, such as {@code tenants.acme}; empty at the root. */
  public String path() {
    return path;
  }

  /** Path and origin for messages, such as {@code tenants.acme (isp.yaml:14)}. */
  public String origin() {
    return (path.isEmpty() ? "configuration" : path) + " (" + origin.text() + ")";
  }

  /** Whether the section is there. An absent one reads like an empty one. */
  public boolean isPresent() {
    return section != null;
  }

  /** Takes the key for known, whatever is below it: nobody has to read it. */
  public void ignore(String key) {
    asked(key);
  }

  /** Whether the key is there; that alone does not make its content known. */
  public boolean has(String key) {
    return node(key) != null;
  }

  /** Whether the key holds a list; that alone does not make its content known. */
  public boolean isList(String key) {
    return node(key) instanceof Node.Items;
  }

  /** One line of text. */
  public Setting<String> text(String key) {
    return setting(key, Forms.TEXT);
  }

  /** Text of any length up to 1 MiB, line feeds included. */
  public Setting<String> block(String key) {
    return setting(key, Forms.BLOCK);
  }

  /** A secret; no message shows it. */
  public Setting<Secret> secret(String key) {
    return setting(key, Forms.SECRET);
  }

  /** A whole number in a range, both ends included. */
  public Setting<Integer> integer(String key, int min, int max) {
    return setting(key, Forms.whole(min, max));
  }

  /** A whole number in a range, both ends included. */
  public Setting<Long> number(String key, long min, long max) {
    return setting(key, Forms.whole(min, max));
  }

  /** {@code true} or {@code false}. */
  public Setting<Boolean> bool(String key) {
    return setting(key, Forms.BOOLEAN);
  }

  /**
   * A duration from zero, such as {@code 30s}, {@code 1h30m}, {@code 500ms}, {@code 3d} or {@code
   * PT30S}.
   */
  public Setting<Duration> duration(String key) {
    return duration(key, Duration.ZERO, Forms.LONGEST);
  }

  /** A duration in a range, both ends included. */
  public Setting<Duration> duration(String key, Duration min, Duration max) {
    return setting(key, Forms.duration(min, max));
  }

  /** A speed such as {@code 100M}. */
  public Setting<BitRate> bitRate(String key) {
    return setting(key, Forms.BIT_RATE);
  }

  /** An absolute URI. */
  public Setting<URI> uri(String key) {
    return setting(key, Forms.URI_FORM);
  }

  /** A path of the file system, as written. */
  public Setting<Path> file(String key) {
    return setting(key, Forms.PATH);
  }

  /** A constant by its name in lower case, such as {@code starttls}. */
  public <E extends Enum<E>> Setting<E> choice(String key, Class<E> type) {
    Map<String, E> byName = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      byName.put(constant.name().toLowerCase(Locale.ROOT), constant);
    }
    E first = type.getEnumConstants()[0];
    return value(
        key,
        "one of " + String.join(", ", byName.keySet()),
        first,
        text -> {
          E constant = byName.get(text.toLowerCase(Locale.ROOT));
          if (constant == null) {
            throw new IllegalArgumentException("unknown");
          }
          return constant;
        });
  }

  /**
   * A value of any type.
   *
   * @param expectation to be read after "expected", such as {@code a zone such as Europe/Berlin}
   * @param placeholder returned in place of a faulty value
   * @param parse throws an unchecked exception for a text that is no such value
   */
  public <T> Setting<T> value(
      String key, String expectation, T placeholder, Function<String, ? extends T> parse) {
    return setting(key, new Form<>(expectation, placeholder, parse));
  }

  /**
   * A list of lines of text; empty when absent. From the environment it is one text with commas.
   */
  public List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    Node node = asked(key);
    if (node instanceof Node.Scalar scalar
        && !scalar.origin().expands()
        && !scalar.text().isEmpty()) {
      Arrays.stream(scalar.text().split(",")).map(String::strip).forEach(texts::add);
      return List.copyOf(texts);
    }
    for (Node item : items(key, node)) {
      String place = Paths.join(path, key) + "[" + texts.size() + "]";
      texts.add(
          new Setting<>(reading, place, scalar(place, item), item.origin(), false, Forms.TEXT)
              .required());
    }
    return List.copyOf(texts);
  }

  /**
   * A section of keys that are data, each with a line of text; empty when absent. In the order of
   * the source.
   */
  public Map<String, String> map(String key) {
    ConfigReader child = child(key);
    Map<String, String> map = new LinkedHashMap<>();
    for (String name : child.keys()) {
      map.put(name, child.text(name).orElse(""));
    }
    return java.util.Collections.unmodifiableMap(map);
  }

  /** A section below this one; reads like an empty one when absent. */
  public ConfigReader child(String key) {
    return reader(Paths.join(path, key), asked(key));
  }

  /** The sections of a list, in order; empty when absent. */
  public List<ConfigReader> children(String key) {
    List<ConfigReader> children = new ArrayList<>();
    for (Node item : items(key, asked(key))) {
      children.add(reader(Paths.join(path, key) + "[" + children.size() + "]", item));
    }
    return List.copyOf(children);
  }

  /**
   * The sections of a section whose keys are data, such as tenant ids; empty when absent. In the
   * order of the source.
   */
  public Map<String, ConfigReader> named(String key) {
    ConfigReader parent = child(key);
    Map<String, ConfigReader> children = new LinkedHashMap<>();
    for (String name : parent.keys()) {
      children.put(name, parent.child(name));
    }
    return java.util.Collections.unmodifiableMap(children);
  }

  /** The keys that are there, in the order of the source, without the comments ({@code x-}). */
  public Set<String> keys() {
    Set<String> keys = new java.util.LinkedHashSet<>();
    if (section != null) {
      section.entries().keySet().stream().filter(key -> !key.startsWith("x-")).forEach(keys::add);
    }
    return keys;
  }

  /** This whole section as the options of a plugin; faults are noted as everywhere. */
  public Options options(OptionSpec spec) {
    return ReadOptions.from(this, spec);
  }

  /**
   * Notes a fault of the caller's own finding, such as two keys that exclude each other. Shows no
   * value.
   */
  public void refuse(String key, String expectation) {
    Node node = node(key);
    reading.fault(Paths.join(path, key), node == null ? origin : node.origin(), "", expectation);
  }

  <T> Setting<T> setting(String key, Form<T> form) {
    String place = Paths.join(path, key);
    Node node = asked(key);
    Node.Scalar scalar = node == null ? null : scalar(place, node);
    return new Setting<>(
        reading, place, scalar, origin, muted || (node != null && scalar == null), form);
  }

  private Node.@Nullable Scalar scalar(String place, Node node) {
    if (node instanceof Node.Scalar scalar) {
      return scalar;
    }
    reading.fault(place, node.origin(), "", "a single value");
    return null;
  }

  private List<Node> items(String key, @Nullable Node node) {
    if (node instanceof Node.Items items) {
      return items.nodes();
    }
    if (node != null && !isEmpty(node)) {
      reading.fault(Paths.join(path, key), node.origin(), "", "a list");
    }
    return List.of();
  }

  private ConfigReader reader(String place, @Nullable Node node) {
    if (node instanceof Node.Section child) {
      return new ConfigReader(reading, place, child, child.origin(), false);
    }
    if (node == null || isEmpty(node)) {
      return new ConfigReader(reading, place, null, node == null ? origin : node.origin(), muted);
    }
    reading.fault(place, node.origin(), "", "a section: keys with values");
    return new ConfigReader(reading, place, null, node.origin(), true);
  }

  private static boolean isEmpty(Node node) {
    return node instanceof Node.Scalar scalar && scalar.text().isEmpty();
  }

  private @Nullable Node asked(String key) {
    if (section != null) {
      reading.asked(section, List.of(key));
    }
    return node(key);
  }

  private @Nullable Node node(String key) {
    return section == null ? null : section.entries().get(key);
  }
}
