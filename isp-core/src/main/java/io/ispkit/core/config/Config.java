package io.ispkit.core.config;

import io.ispkit.core.fault.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A configuration tree: sources laid over each other, with references replaced. Not thread-safe:
 * read at the start, then throw it away.
 *
 * <pre>{@code
 * Config config = Config.builder().file(Path.of("isp.yaml")).environment(Environment.system(), "ISP_").build();
 * IspOptions options = config.read(IspOptions::read);   // or one exception with every fault
 * }</pre>
 */
public final class Config {

  private final Node.Section root;
  private final Reading reading;

  Config(Node.Section root, Reading reading) {
    this.root = root;
    this.reading = reading;
  }

  /**
   * Begins a tree of trusted sources: the operator's files, and maps made by the host. In their
   * values {@code ${env:NAME}} and {@code ${file:path}} are replaced, each with a default if wanted
   * ({@code ${env:NAME:-default}}); a doubled dollar sign before the brace stands for the text
   * itself.
   */
  public static ConfigBuilder builder() {
    return ConfigBuilder.trusted();
  }

  /**
   * Begins a tree of sources that somebody else than the operator wrote, such as a tenant through
   * an API. It knows no references but those of resolvers given explicitly: with the operator's, a
   * tenant could read the host's environment and files.
   */
  public static ConfigBuilder untrusted() {
    return new ConfigBuilder();
  }

  /** A tree of one trusted map. */
  public static Config of(Map<String, ?> map) {
    return builder().map("map", map).build();
  }

  /**
   * The same tree, in which every section below {@code section} is laid over the section {@code
   * defaults}: what it leaves out is as it stands there. The section {@code defaults} itself stays
   * too. Faults are noted for both trees together; verify the new one.
   */
  public Config inherit(String section, String defaults) {
    if (!(root.entries().get(section) instanceof Node.Section heirs)
        || !(root.entries().get(defaults) instanceof Node.Section lower)) {
      return this;
    }
    Map<String, Node> filled = new LinkedHashMap<>();
    heirs
        .entries()
        .forEach(
            (name, heir) -> {
              boolean empty = heir instanceof Node.Scalar scalar && scalar.text().isEmpty();
              Node own = empty ? Node.Section.empty(heir.origin()) : heir;
              filled.put(name, own instanceof Node.Section upper ? lower.under(upper) : heir);
            });
    Map<String, Node> entries = new LinkedHashMap<>(root.entries());
    entries.put(section, new Node.Section(filled, heirs.origin()));
    return new Config(new Node.Section(entries, root.origin()), reading);
  }

  /** The root section. */
  public ConfigReader root() {
    return new ConfigReader(new Section(reading, "", root, root.origin(), false));
  }

  /** The section at a path of keys joined by dots; reads like an empty one when absent. */
  public ConfigReader at(String path) {
    ConfigReader reader = root();
    for (String key : path.split("\\.", -1)) {
      reader = reader.child(key);
    }
    return reader;
  }

  /**
   * Reads the whole tree and verifies it.
   *
   * @param read gets the root; an {@link IllegalArgumentException} from it (a record that refuses
   *     what its parts come to) is a fault of the configuration too, so its message must not show a
   *     secret
   * @throws ConfigurationException when anything is wrong
   */
  public <T> T read(Function<? super ConfigReader, ? extends T> read) {
    T options;
    try {
      options = read.apply(root());
    } catch (IllegalArgumentException refused) {
      // After other faults this only repeats them: the record saw a placeholder.
      if (reading.faults(root).isEmpty()) {
        reading.fault(
            "configuration", root.origin(), "", "values that go together: " + refused.getMessage());
      }
      throw failure(refused);
    }
    verify();
    return options;
  }

  /** Everything found wrong so far, including keys that nobody asked for. */
  public List<Fault> faults() {
    return reading.faults(root);
  }

  /**
   * Ends the reading.
   *
   * @throws ConfigurationException when anything is wrong: it lists all faults
   */
  public void verify() {
    List<Fault> faults = faults();
    if (!faults.isEmpty()) {
      throw new ConfigurationException(faults);
    }
  }

  private ConfigurationException failure(IllegalArgumentException cause) {
    ConfigurationException failure = new ConfigurationException(faults());
    failure.addSuppressed(cause);
    return failure;
  }
}
