package io.ispkit.core.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The variables of a process environment. The one class that reads those of this process, and only
 * when asked. Immutable; its text form shows no value.
 */
public final class Environment {

  private static final String LEVEL = "__";

  private final Map<String, String> variables;

  private Environment(Map<String, String> variables) {
    this.variables = new TreeMap<>(variables);
  }

  /** The environment of this process, as it is now. */
  public static Environment system() {
    return new Environment(System.getenv());
  }

  /** An environment of the caller's making. */
  public static Environment of(Map<String, String> variables) {
    return new Environment(variables);
  }

  /** The value of a variable, if it is set; it may be empty. */
  public Optional<String> get(String name) {
    return Optional.ofNullable(variables.get(name));
  }

  /**
   * The variables with a prefix as a section: {@code ISP_DATABASE__POOL_SIZE} becomes {@code
   * database.pool_size}. Values are taken as they are: no references are replaced in them.
   */
  Node.Section section(String prefix) {
    Node.Section root = Node.Section.empty(origin(prefix + "*"));
    variables.forEach(
        (name, value) -> {
          if (name.startsWith(prefix) && name.length() > prefix.length()) {
            put(
                root,
                name.substring(prefix.length()).toLowerCase(Locale.ROOT).split(LEVEL, -1),
                name,
                value);
          }
        });
    return root;
  }

  private static void put(Node.Section root, String[] keys, String name, String value) {
    Map<String, Node> entries = root.entries();
    for (int i = 0; i < keys.length - 1; i++) {
      if (!(entries.get(keys[i]) instanceof Node.Section)) {
        entries.put(keys[i], new Node.Section(new LinkedHashMap<>(), origin(name)));
      }
      entries = ((Node.Section) java.util.Objects.requireNonNull(entries.get(keys[i]))).entries();
    }
    // In the order of names a section comes after the value of the same name, and wins.
    entries.putIfAbsent(keys[keys.length - 1], new Node.Scalar(value, origin(name)));
  }

  private static Origin origin(String name) {
    return new Origin("environment " + name, Path.of(""), false);
  }

  /** The number of variables. */
  @Override
  public String toString() {
    return "Environment[" + variables.size() + " variables]";
  }
}
