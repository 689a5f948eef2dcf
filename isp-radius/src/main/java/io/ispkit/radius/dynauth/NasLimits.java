package io.ispkit.radius.dynauth;

import io.ispkit.core.connection.BreakerRule;
import java.time.Duration;
import java.util.Objects;

/**
 * Within what bounds each NAS, by address and port, is asked.
 *
 * @param maxConcurrent requests that wait for its answer at a time, 1 to 10,000
 * @param waitTimeout how long one more waits for its turn; 0 to 1 h
 * @param breaker when it counts as down. A failure is a request without an answer that can be
 *     believed; a NAS that refuses is up
 */
public record NasLimits(int maxConcurrent, Duration waitTimeout, BreakerRule breaker) {

  private static final Duration LONGEST = Duration.ofHours(1);

  /** Checks the ranges. */
  public NasLimits {
    if (maxConcurrent < 1 || maxConcurrent > 10_000) {
      throw new IllegalArgumentException(
          "max concurrent: expected 1 to 10000, but was " + maxConcurrent);
    }
    if (waitTimeout.isNegative() || waitTimeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("wait: expected 0 to 1 h, but was " + waitTimeout);
    }
    Objects.requireNonNull(breaker, "breaker");
  }

  /** 16 requests at a time, one more waits a minute; the breaker of all targets. */
  public static NasLimits ofDefaults() {
    return new NasLimits(16, Duration.ofMinutes(1), BreakerRule.ofDefaults());
  }

  /** The same with so many requests at a time. */
  public NasLimits withMaxConcurrent(int requests) {
    return new NasLimits(requests, waitTimeout, breaker);
  }

  /** The same with another breaker. */
  public NasLimits with(BreakerRule other) {
    return new NasLimits(maxConcurrent, waitTimeout, other);
  }
}
