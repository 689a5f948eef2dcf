package io.ispkit.core.connection;

import java.time.Duration;

/**
 * Within what bounds a target is called.
 *
 * @param connectTimeout to connect; more than 0, at most 1 h
 * @param answerTimeout for the whole answer to a call; more than 0, at most 1 h
 * @param maxConcurrent calls under way at a time, 1 to 10,000
 * @param waitTimeout how long one more waits for its turn; 0 to 1 h
 * @param breaker when the target counts as down
 */
public record TargetLimits(
    Duration connectTimeout,
    Duration answerTimeout,
    int maxConcurrent,
    Duration waitTimeout,
    BreakerRule breaker) {

  static final Duration LONGEST = Duration.ofHours(1);
  static final int MOST_CALLS = 10_000;

  /** Checks the ranges. */
  public TargetLimits {
    checked("connect", connectTimeout);
    checked("answer", answerTimeout);
    if (maxConcurrent < 1 || maxConcurrent > MOST_CALLS) {
      throw new IllegalArgumentException("expected 1 to " + MOST_CALLS + " calls at a time");
    }
    if (waitTimeout.isNegative() || waitTimeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("wait: expected 0 to 1 h, but was " + waitTimeout);
    }
  }

  private static void checked(String phase, Duration time) {
    if (time.isNegative() || time.isZero() || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          phase + " time-out: expected more than 0 and at most 1 h, but was " + time);
    }
  }
}
