package io.ispkit.core.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The options that a plugin understands: names, types, defaults, and which are secret. Immutable.
 */
public final class OptionSpec {

  private final Map<String, Option> options;

  private OptionSpec(Map<String, Option> options) {
    this.options = options;
  }

  /** A plugin without options. */
  public static OptionSpec none() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** All options in the order of their declaration. */
  public List<Option> options() {
    return List.copyOf(options.values());
  }

  public Optional<Option> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  /** Collects options; not thread-safe. */
  public static final class Builder {

    private final List<Option> options = new ArrayList<>();

    private Builder() {}

    /** An option that must be given. */
    public Builder required(String name, Option.Type type, String description) {
      options.add(new Option(name, type, true, null, List.of(), description));
      return this;
    }

    /** An option that may be absent. */
    public Builder optional(String name, Option.Type type, String description) {
      options.add(new Option(name, type, false, null, List.of(), description));
      return this;
    }

    /** An option with a default, in the text form of its type. */
    public Builder optional(
        String name, Option.Type type, @Nullable String defaultText, String description) {
      options.add(new Option(name, type, false, defaultText, List.of(), description));
      return this;
    }

    /** One of a few values. */
    public Builder choice(
        String name, String defaultText, List<String> allowed, String description) {
      options.add(new Option(name, Option.Type.CHOICE, false, defaultText, allowed, description));
      return this;
    }

    /**
     * The options collected so far.
     *
     * @throws IllegalArgumentException two options have one name
     */
    public OptionSpec build() {
      Map<String, Option> byName = new LinkedHashMap<>();
      for (Option option : options) {
        if (byName.put(option.name(), option) != null) {
          throw new IllegalArgumentException("option " + option.name() + " is declared twice");
        }
      }
      return new OptionSpec(byName);
    }
  }
}
