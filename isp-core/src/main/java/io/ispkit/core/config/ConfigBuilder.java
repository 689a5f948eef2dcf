package io.ispkit.core.config;

import io.ispkit.core.fault.Fault;
import io.ispkit.core.fault.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Lays sources over each other: a later one wins, key by key; lists are replaced as a whole. Not
 * thread-safe. Nothing throws before {@link #build()}.
 */
public final class ConfigBuilder {

  private final Map<String, ReferenceResolver> resolvers = new TreeMap<>();
  private final List<Function<Faults, Node.Section>> sources = new ArrayList<>();

  ConfigBuilder() {}

  static ConfigBuilder trusted() {
    return new ConfigBuilder()
        .resolver(new FileReferences())
        .resolver(new EnvironmentReferences(Environment.of(Map.of())))
        .environmentReferences(Environment.system());
  }

  /** A YAML file, or a JSON file if its name ends in {@code .json}: UTF-8, at most 1 MiB. */
  public ConfigBuilder file(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    String name = String.valueOf(file.getFileName());
    return document(
        name, folder == null ? Path.of("") : folder, faults -> readFile(file, name, faults));
  }

  /**
   * A document in memory, such as a resource of the class path; a name that ends in {@code .json}
   * says JSON.
   */
  public ConfigBuilder text(String name, String document) {
    return document(name, Path.of(""), faults -> document);
  }

  /** A map of plain values, maps and collections, made by the host. */
  public ConfigBuilder map(String name, Map<String, ?> map) {
    Node.Section section = new MapReader(name).read(map);
    sources.add(faults -> section);
    return this;
  }

  /**
   * Variables of an environment: with the prefix {@code ISP_}, {@code ISP_DATABASE__POOL_SIZE} is
   * {@code database.pool_size}. No references are replaced in their values.
   */
  public ConfigBuilder environment(Environment environment, String prefix) {
    sources.add(faults -> environment.section(prefix));
    return this;
  }

  /** Replaces references of one more scheme, or of a known one in another way. */
  public ConfigBuilder resolver(ReferenceResolver resolver) {
    resolvers.put(resolver.scheme(), resolver);
    return this;
  }

  /** Takes {@code ${env:NAME}} from this environment in place of the process's own. */
  public ConfigBuilder environmentReferences(Environment environment) {
    return resolver(new EnvironmentReferences(environment));
  }

  /**
   * The tree.
   *
   * @throws ConfigurationException when a source cannot be read at all. All other faults wait for
   *     {@link Config#verify()}
   */
  public Config build() {
    Faults faults = new Faults();
    Node.Section root = Node.Section.empty(new Origin("no source", Path.of(""), false));
    boolean unreadable = false;
    for (Function<Faults, Node.Section> source : sources) {
      try {
        root = root.under(source.apply(faults));
      } catch (Unreadable told) {
        unreadable = true;
      }
    }
    if (unreadable) {
      throw new ConfigurationException(faults.list());
    }
    Node.Section expanded = (Node.Section) root.map(new ReferenceExpander(resolvers, faults), "");
    return new Config(expanded, new Reading(faults));
  }

  private ConfigBuilder document(String name, Path folder, Function<Faults, String> content) {
    sources.add(
        faults ->
            new DocumentReader(name, folder, faults)
                .read(content.apply(faults))
                .orElseThrow(Unreadable::new));
    return this;
  }

  private static String readFile(Path file, String name, Faults faults) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(4 * DocumentReader.MAX_CHARACTERS + 1);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException otherText) {
      faults.add(new Fault("document", name, "", "a file in UTF-8"));
      throw new Unreadable(otherText);
    } catch (IOException unreadable) {
      faults.add(
          new Fault("document", name, file.toString(), "a file that exists and may be read"));
      throw new Unreadable(unreadable);
    }
  }

  /** The fault is noted already. */
  private static final class Unreadable extends RuntimeException {

    private Unreadable() {}

    private Unreadable(IOException cause) {
      super(cause);
    }
  }
}
