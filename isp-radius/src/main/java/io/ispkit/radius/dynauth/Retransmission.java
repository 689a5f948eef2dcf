package io.ispkit.radius.dynauth;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a request is sent again, by RFC 5080 section 2.2.1: first after {@code initial}, then after
 * twice the time before, but not more than {@code longest}; each wait is changed by up to a tenth
 * at random. Given up when it was sent {@code transmissions} times and the last wait is over, or
 * {@code duration} after the first transmission, whichever is first.
 *
 * @param initial IRT of the RFC: over 0, at most 1 minute
 * @param longest MRT: not less than {@code initial}, at most 5 minutes
 * @param transmissions MRC: the first one counts; 1 to 100
 * @param duration MRD: over 0, at most 5 minutes, because a NAS takes an older Event-Timestamp for
 *     a replay (RFC 5176 section 6.3)
 */
public record Retransmission(
    Duration initial, Duration longest, int transmissions, Duration duration) {

  private static final Duration REPLAY_WINDOW = Duration.ofMinutes(5);
  private static final double SPREAD = 0.1;

  /** Checks the ranges. */
  public Retransmission {
    checked("initial wait", initial, Duration.ofMinutes(1));
    checked("longest wait", longest, REPLAY_WINDOW);
    checked("duration", duration, REPLAY_WINDOW);
    if (longest.compareTo(initial) < 0) {
      throw new IllegalArgumentException(
          "longest wait: expected at least " + initial + ", but was " + longest);
    }
    if (transmissions < 1 || transmissions > 100) {
      throw new IllegalArgumentException(
          "transmissions: expected 1 to 100, but was " + transmissions);
    }
  }

  /** As the RFC has it: 2 seconds, 16 seconds, 5 times, 30 seconds. */
  public static Retransmission ofDefaults() {
    return new Retransmission(
        Duration.ofSeconds(2), Duration.ofSeconds(16), 5, Duration.ofSeconds(30));
  }

  /**
   * How long to wait after a transmission.
   *
   * @param previous nanoseconds waited before it; 0: it is the first
   * @return nanoseconds
   */
  public long waitAfter(long previous, RandomGenerator random) {
    double spread = random.nextDouble(-SPREAD, SPREAD);
    double wait =
        previous == 0 ? initial.toNanos() * (1 + spread) : (double) previous * (2 + spread);
    return (long) (wait > longest.toNanos() ? longest.toNanos() * (1 + spread) : wait);
  }

  private static void checked(String name, Duration time, Duration most) {
    if (time.isNegative() || time.isZero() || time.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          name + ": expected more than 0 and at most " + most + ", but was " + time);
    }
  }
}
