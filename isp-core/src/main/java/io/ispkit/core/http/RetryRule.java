package io.ispkit.core.http;

import java.time.Duration;

/**
 * How often and how patiently a call is repeated where that is safe (see {@link CallEffect}).
 *
 * @param retries at most so many repetitions, 0 to 20
 * @param firstDelay before the first repetition; doubled for each further one, give or take a fifth
 * @param maxDelay longest wait, longer than the first; a server that asks for more by Retry-After
 *     is not waited for: the caller gets its answer
 */
public record RetryRule(int retries, Duration firstDelay, Duration maxDelay) {

  /** Checks the ranges. */
  public RetryRule {
    if (retries < 0 || retries > 20) {
      throw new IllegalArgumentException("retries: expected 0 to 20, but was " + retries);
    }
    if (firstDelay.isNegative() || firstDelay.isZero() || maxDelay.compareTo(firstDelay) <= 0) {
      throw new IllegalArgumentException("expected 0 < first delay < longest delay");
    }
  }

  /** Two repetitions, after 200 ms and more, at most 5 s apart. */
  public static RetryRule ofDefaults() {
    return new RetryRule(2, Duration.ofMillis(200), Duration.ofSeconds(5));
  }

  /** No repetition. */
  public static RetryRule none() {
    return new RetryRule(0, Duration.ofMillis(1), Duration.ofMillis(2));
  }
}
