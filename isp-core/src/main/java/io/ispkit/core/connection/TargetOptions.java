package io.ispkit.core.connection;

import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.core.fault.Faults;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The options that every adapter with a target shares, so that operators find them under the same
 * names and with the same meaning: {@code connect_timeout}, {@code answer_timeout}, {@code
 * max_concurrent}, {@code wait_timeout}, {@code breaker_failures}, {@code breaker_calls} and {@code
 * breaker_pause}; over HTTP also {@code write_timeout} and {@code retries}. A target that is asked
 * by datagrams has the last five. Immutable.
 */
public final class TargetOptions {

  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = TargetLimits.LONGEST;

  private final Map<String, String> defaults;
  private final int mostCalls;
  private final String prefix;

  private TargetOptions(Map<String, String> defaults, int mostCalls, String prefix) {
    this.defaults = Collections.unmodifiableMap(new LinkedHashMap<>(defaults));
    this.mostCalls = mostCalls;
    this.prefix = prefix;
  }

  /** Those of a target that is called over HTTP. */
  public static TargetOptions http() {
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put("connect_timeout", "5s");
    defaults.put("write_timeout", "10s");
    defaults.put("answer_timeout", "30s");
    defaults.put("retries", "2");
    defaults.put("max_concurrent", "16");
    defaults.put("wait_timeout", "10s");
    defaults.put("breaker_failures", "5");
    defaults.put("breaker_calls", "10");
    defaults.put("breaker_pause", "30s");
    return new TargetOptions(defaults, TargetLimits.MOST_CALLS, "");
  }

  /** Those of a database: the calls are transactions, and {@code max_concurrent} connections. */
  public static TargetOptions database() {
    Map<String, String> defaults = new LinkedHashMap<>(http().defaults);
    defaults.remove("write_timeout");
    defaults.remove("retries");
    return new TargetOptions(defaults, TargetLimits.MOST_CALLS, "");
  }

  /**
   * Those of a target that is asked by datagrams: breaker and bulkhead. Its protocol says when it
   * is asked again, and when it is given up.
   */
  public static TargetOptions datagrams() {
    Map<String, String> defaults = new LinkedHashMap<>(database().defaults);
    defaults.remove("connect_timeout");
    defaults.remove("answer_timeout");
    return new TargetOptions(defaults, TargetLimits.MOST_CALLS, "");
  }

  /**
   * The same with another default.
   *
   * @throws IllegalArgumentException there is no such option among them
   */
  public TargetOptions with(String option, String defaultText) {
    if (!defaults.containsKey(option)) {
      throw new IllegalArgumentException("no option " + option + " among " + defaults.keySet());
    }
    Map<String, String> others = new LinkedHashMap<>(defaults);
    others.put(option, defaultText);
    return new TargetOptions(others, mostCalls, prefix);
  }

  /** The same with {@code max_concurrent} at most so high. */
  public TargetOptions withMostCalls(int calls) {
    return new TargetOptions(defaults, calls, prefix);
  }

  /** The same under names that begin so, to stand beside the options of another target. */
  public TargetOptions named(String beginning) {
    return new TargetOptions(defaults, mostCalls, beginning);
  }

  /** Declares the options, and the rule that binds them. */
  public OptionSpec.Builder addTo(OptionSpec.Builder spec) {
    defaults.forEach((name, text) -> declare(spec, name, text));
    return spec.judgedBy(this::judge);
  }

  private void declare(OptionSpec.Builder spec, String option, String text) {
    String name = prefix + option;
    switch (option) {
      case "connect_timeout" ->
          spec.duration(name, SHORTEST, LONGEST, text, "To connect, TLS included; 10ms to 1h.");
      case "write_timeout" ->
          spec.duration(name, SHORTEST, LONGEST, text, "To send a request; 10ms to 1h.");
      case "answer_timeout" ->
          spec.duration(
              name, SHORTEST, LONGEST, text, "For the whole answer to a call; 10ms to 1h.");
      case "retries" ->
          spec.integer(name, 0, 20, text, "Repetitions of a call that may be repeated; 0 to 20.");
      case "max_concurrent" ->
          spec.integer(
              name, 1, mostCalls, text, "Calls under way at a time; 1 to " + mostCalls + ".");
      case "wait_timeout" ->
          spec.duration(
              name,
              Duration.ZERO,
              LONGEST,
              text,
              "How long a call waits for its turn when "
                  + prefix
                  + "max_concurrent are under way; 0s to 1h.");
      case "breaker_failures" ->
          spec.integer(
              name,
              1,
              10_000,
              text,
              "So many failures among "
                  + prefix
                  + "breaker_calls, and the system counts as down; 1 to 10000.");
      case "breaker_calls" ->
          spec.integer(
              name,
              1,
              10_000,
              text,
              "Among so many calls in a row; " + prefix + "breaker_failures or more, up to 10000.");
      case "breaker_pause" ->
          spec.duration(
              name,
              SHORTEST,
              LONGEST,
              text,
              "How long a system that counts as down is left alone; 10ms to 1h.");
      default -> throw new IllegalStateException(option);
    }
  }

  private void judge(Options options, Faults faults) {
    long failures = options.integer(prefix + "breaker_failures");
    String among = prefix + "breaker_calls";
    long calls = options.integer(among);
    if (failures > calls) {
      faults.add(
          among,
          Long.toString(calls),
          "at least " + prefix + "breaker_failures, which is " + failures);
    }
  }

  /**
   * Reads what {@link #addTo} declared of a database or for HTTP. May be called by a judge: where
   * the rule is broken it returns something harmless.
   */
  public static TargetLimits read(Options options) {
    return new TargetLimits(
        options.duration("connect_timeout"),
        options.duration("answer_timeout"),
        Math.toIntExact(options.integer("max_concurrent")),
        options.duration("wait_timeout"),
        breaker(options, ""));
  }

  /**
   * Reads the breaker alone; as {@link #read}.
   *
   * @param prefix as in {@link #named}; empty: none
   */
  public static BreakerRule breaker(Options options, String prefix) {
    int failures = Math.toIntExact(options.integer(prefix + "breaker_failures"));
    int calls = Math.toIntExact(options.integer(prefix + "breaker_calls"));
    return new BreakerRule(
        failures, Math.max(failures, calls), options.duration(prefix + "breaker_pause"));
  }
}
