package io.ispkit.core.config;

import io.ispkit.core.rate.BitRate;
import io.ispkit.core.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

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

  private final Section section;

  ConfigReader(Section section) {
    this.section = section;
  }

  /** The path of this section from the root, such as {@code tenants.acme}; empty at the root. */
  public String path() {
    return section.path();
  }

  /** Path and origin for messages, such as {@code tenants.acme (isp.yaml:14)}. */
  public String origin() {
    return (path().isEmpty() ? "configuration" : path()) + " (" + section.origin().text() + ")";
  }

  /** Whether the section is there. An absent one reads like an empty one. */
  public boolean isPresent() {
    return section.node() != null;
  }

  /** Takes the key for known, whatever is below it: nobody has to read it. */
  public void ignore(String key) {
    section.asked(key);
  }

  /** Whether the key is there; that alone does not make its content known. */
  public boolean has(String key) {
    return section.find(key) != null;
  }

  /** Whether the key holds a list; that alone does not make its content known. */
  public boolean isList(String key) {
    return section.find(key) instanceof Node.Items;
  }

  /** One line of text. */
  public Setting<String> text(String key) {
    return section.setting(key, Forms.TEXT);
  }

  /** Text of any length up to 1 MiB, line feeds included. */
  public Setting<String> block(String key) {
    return section.setting(key, Forms.BLOCK);
  }

  /** A secret; no message shows it. */
  public Setting<Secret> secret(String key) {
    return section.setting(key, Forms.SECRET);
  }

  /** A whole number in a range, both ends included. */
  public Setting<Integer> integer(String key, int min, int max) {
    return section.setting(key, Forms.whole(min, max));
  }

  /** A whole number in a range, both ends included. */
  public Setting<Long> number(String key, long min, long max) {
    return section.setting(key, Forms.whole(min, max));
  }

  /** {@code true} or {@code false}. */
  public Setting<Boolean> bool(String key) {
    return section.setting(key, Forms.BOOLEAN);
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
    return section.setting(key, Forms.duration(min, max));
  }

  /** A speed such as {@code 100M}. */
  public Setting<BitRate> bitRate(String key) {
    return section.setting(key, Forms.BIT_RATE);
  }

  /** An absolute URI. */
  public Setting<URI> uri(String key) {
    return section.setting(key, Forms.URI_FORM);
  }

  /** A path of the file system, as written. */
  public Setting<Path> file(String key) {
    return section.setting(key, Forms.PATH);
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
    return section.setting(key, new Form<>(expectation, placeholder, parse));
  }

  /**
   * A list of lines of text; empty when absent. From the environment it is one text with commas.
   */
  public List<String> texts(String key) {
    Node node = section.asked(key);
    if (node instanceof Node.Scalar scalar
        && !scalar.origin().expands()
        && !scalar.text().isEmpty()) {
      return Arrays.stream(scalar.text().split(",")).map(String::strip).toList();
    }
    List<String> texts = new ArrayList<>();
    for (Node item : section.items(key, node)) {
      texts.add(section.line(section.place(key) + "[" + texts.size() + "]", item));
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
    return Collections.unmodifiableMap(map);
  }

  /** A section below this one; reads like an empty one when absent. */
  public ConfigReader child(String key) {
    return new ConfigReader(section.below(section.place(key), section.asked(key)));
  }

  /** The sections of a list, in order; empty when absent. */
  public List<ConfigReader> children(String key) {
    List<ConfigReader> children = new ArrayList<>();
    for (Node item : section.items(key, section.asked(key))) {
      String place = section.place(key) + "[" + children.size() + "]";
      children.add(new ConfigReader(section.below(place, item)));
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
    return Collections.unmodifiableMap(children);
  }

  /** The keys that are there, in the order of the source, without the comments ({@code x-}). */
  public Set<String> keys() {
    return section.keys();
  }

  /** This whole section as the options of a plugin; faults are noted as everywhere. */
  public Options options(OptionSpec spec) {
    return ReadOptions.from(this, section, spec);
  }

  /**
   * Notes a fault of the caller's own finding, such as two keys that exclude each other. Shows no
   * value.
   */
  public void refuse(String key, String expectation) {
    section.fault(key, "", expectation);
  }
}
