package io.ispkit.workflow;

import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * How often, and how long apart, a stage is tried before a person, or the undo, takes over.
 *
 * @param attempts how many in all, 1 or more
 * @param first delay after the first attempt; doubles with each further one, with 20 % jitter
 * @param longest limit of that delay; a longer one that the other side asks for is kept
 * @param whenExhausted what happens after the last attempt
 */
public record RetryPolicy(int attempts, Duration first, Duration longest, Exhausted whenExhausted) {

  /** What happens after the last attempt. */
  public enum Exhausted {
    /** The run pauses: nothing is lost, and a person resumes or undoes it. */
    PAUSE,
    /**
     * As if the step had been refused for good: the run is undone. Never applied while the outcome
     * of a call is unknown; such a run pauses.
     */
    FAIL
  }

  /** 10 attempts from 1 s to 10 min (about 17 minutes in all), then a pause. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(10, Duration.ofSeconds(1), Duration.ofMinutes(10), Exhausted.PAUSE);

  public RetryPolicy {
    Objects.requireNonNull(whenExhausted, "whenExhausted");
    if (attempts < 1) {
      throw new IllegalArgumentException("retry attempts " + attempts + ": expected 1 or more");
    }
    if (first.isNegative() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "retry delays " + first + " to " + longest + ": expected 0 or more, ascending");
    }
  }

  /** The delay after attempt {@code attempt}, counted from 1, with jitter from {@code random}. */
  public Duration delayAfter(int attempt, RandomGenerator random) {
    long full = first.toMillis() << Math.min(attempt - 1, 30);
    long capped = full < 0 ? longest.toMillis() : Math.min(full, longest.toMillis());
    return Duration.ofMillis((long) (capped * (0.8 + 0.4 * random.nextDouble())));
  }
}
