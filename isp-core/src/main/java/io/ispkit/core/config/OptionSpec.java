package io.ispkit.core.config;

import io.ispkit.core.fault.Fault;
import io.ispkit.core.fault.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The options that a plugin understands: names, types, defaults, and which are secret. Immutable.
 */
public final class OptionSpec {

  private final Map<String, Option> options;

  private final Map<String, Form<?>> ranges;

  private final Map<String, String> renamed;

  private final BiConsumer<Options, Faults> rule;

  private OptionSpec(
      Map<String, Option> options,
      Map<String, Form<?>> ranges,
      Map<String, String> renamed,
      BiConsumer<Options, Faults> rule) {
    this.options = options;
    this.ranges = ranges;
    this.renamed = renamed;
    this.rule = rule;
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

  /** How the values of an option are written; narrower than its type if a range was declared. */
  Form<?> form(Option option) {
    return ranges.getOrDefault(option.name(), Forms.of(option));
  }

  /** Names that options had, each with the name that it has now. */
  Map<String, String> renamed() {
    return renamed;
  }

  /** What the rule of the whole finds wrong with options that hold to their types. */
  List<Fault> judge(Options given) {
    Faults faults = new Faults();
    rule.accept(given, faults);
    return faults.list();
  }

  /** The options that no message may show. */
  Set<String> secrets() {
    return options.values().stream()
        .filter(option -> option.type() == Option.Type.SECRET)
        .map(Option::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Collects options; not thread-safe. */
  public static final class Builder {

    private final List<Option> options = new ArrayList<>();

    private final Map<String, Form<?>> ranges = new HashMap<>();

    private final Map<String, String> renamed = new LinkedHashMap<>();

    private BiConsumer<Options, Faults> rule = (given, faults) -> {};

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

    /** A whole number in a range, both ends included; without a default it may be absent. */
    public Builder integer(
        String name, long min, long max, @Nullable String defaultText, String description) {
      ranges.put(name, Forms.whole(min, max));
      return optional(name, Option.Type.INTEGER, defaultText, description);
    }

    /** A duration in a range, both ends included; without a default it may be absent. */
    public Builder duration(
        String name, Duration min, Duration max, @Nullable String defaultText, String description) {
      ranges.put(name, Forms.duration(min, max));
      return optional(name, Option.Type.DURATION, defaultText, description);
    }

    /** One of a few values. */
    public Builder choice(
        String name, String defaultText, List<String> allowed, String description) {
      options.add(new Option(name, Option.Type.CHOICE, false, defaultText, allowed, description));
      return this;
    }

    /** An option had another name once: who still writes that is told the new one. */
    public Builder renamed(String former, String present) {
      renamed.put(former, present);
      return this;
    }

    /**
     * What types and ranges do not say: the form of a text, and which values go together. The rule
     * is applied whenever options are read, so that a host learns of all its faults before anything
     * is opened. A further rule is applied after those before it.
     *
     * @param judge notes faults; the place of each is an option's name, or begins with one and a
     *     dot ({@code templates.mine}). Where a value is missing or of the wrong type it sees a
     *     harmless one, and what it says of that option is not told again. It may read local files,
     *     but neither writes nor calls out, and throws nothing
     */
    public Builder judgedBy(BiConsumer<Options, Faults> judge) {
      rule = rule.andThen(judge);
      return this;
    }

    /**
     * The options collected so far.
     *
     * @throws IllegalArgumentException two options have one name, or a default does not fit its
     *     type
     */
    public OptionSpec build() {
      Map<String, Option> byName = new LinkedHashMap<>();
      for (Option option : options) {
        if (byName.put(option.name(), option) != null) {
          throw new IllegalArgumentException("option " + option.name() + " is declared twice");
        }
      }
      OptionSpec spec = new OptionSpec(byName, Map.copyOf(ranges), Map.copyOf(renamed), rule);
      byName.values().forEach(option -> checkDefault(option, spec.form(option)));
      return spec;
    }

    private static void checkDefault(Option option, Form<?> form) {
      String text = option.defaultText();
      if (text != null && option.type() != Option.Type.LIST) {
        try {
          Objects.requireNonNull(form.parse().apply(text));
        } catch (RuntimeException otherForm) {
          throw new IllegalArgumentException(
              "option " + option.name() + ": expected a default that is " + form.expectation(),
              otherForm);
        }
      }
    }
  }
}
