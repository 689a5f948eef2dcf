package io.ispkit.core.http;

import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import java.time.Duration;

/**
 * The options that every adapter with an HTTP target shares, so that operators find them under the
 * same names.
 */
public final class HttpOptions {

  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofHours(1);

  private HttpOptions() {}

  /**
   * Adds {@code connect_timeout}, {@code write_timeout}, {@code answer_timeout}, {@code retries}
   * and {@code max_concurrent}.
   */
  public static OptionSpec.Builder addTo(OptionSpec.Builder spec) {
    return spec.duration(
            "connect_timeout", SHORTEST, LONGEST, "5s", "To connect, TLS included; 10ms to 1h.")
        .duration("write_timeout", SHORTEST, LONGEST, "10s", "To send a request; 10ms to 1h.")
        .duration(
            "answer_timeout",
            SHORTEST,
            LONGEST,
            "30s",
            "For the whole answer to a request; 10ms to 1h.")
        .integer("retries", 0, 20, "2", "Repetitions of a call that may be repeated; 0 to 20.")
        .integer("max_concurrent", 1, 10_000, "16", "Calls under way at a time; 1 to 10000.");
  }

  /** Applies what {@link #addTo} declared. */
  public static HttpGatewayBuilder apply(Options options, HttpGatewayBuilder gateway) {
    RetryRule rule = RetryRule.ofDefaults();
    return gateway
        .timeouts(
            new HttpTimeouts(
                options.duration("connect_timeout"),
                options.duration("write_timeout"),
                options.duration("answer_timeout")))
        .retry(
            new RetryRule(
                Math.toIntExact(options.integer("retries")), rule.firstDelay(), rule.maxDelay()))
        .maxConcurrent(Math.toIntExact(options.integer("max_concurrent")), Duration.ofSeconds(10));
  }
}
