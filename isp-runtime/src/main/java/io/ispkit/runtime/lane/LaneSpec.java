package io.ispkit.runtime.lane;

import java.time.Duration;
import java.util.Objects;

/**
 * How a lane is worked.
 *
 * @param name 1 to 40 of {@code [a-z0-9_]}
 * @param inFlight how many items this node works on at once, 1 to 10,000
 * @param lease how long a claim holds without renewal; 5 s or more
 * @param maxAttempts after how many failed attempts an item is dead, 1 or more
 * @param firstBackoff delay after the first failed attempt; doubles up to {@code maxBackoff}, with
 *     20 % jitter
 * @param deadParksKey whether a dead item holds back the later items of its key until it is
 *     replayed or discarded
 */
public record LaneSpec(
    String name,
    int inFlight,
    Duration lease,
    int maxAttempts,
    Duration firstBackoff,
    Duration maxBackoff,
    boolean deadParksKey) {

  public LaneSpec {
    Objects.requireNonNull(firstBackoff, "firstBackoff");
    Objects.requireNonNull(maxBackoff, "maxBackoff");
    if (!name.matches("[a-z][a-z0-9_]{0,39}")) {
      throw new IllegalArgumentException("lane name '" + name + "': expected [a-z][a-z0-9_]{0,39}");
    }
    if (inFlight < 1 || inFlight > 10_000) {
      throw new IllegalArgumentException("lane " + name + ": inFlight not in 1..10000");
    }
    if (lease.toSeconds() < 5) {
      throw new IllegalArgumentException("lane " + name + ": lease is under 5 s");
    }
    if (maxAttempts < 1) {
      throw new IllegalArgumentException("lane " + name + ": maxAttempts is under 1");
    }
  }

  /** 64 in flight, 30 s lease, 10 attempts from 1 s to 10 min, a dead item parks its key. */
  public static LaneSpec of(String name) {
    return new LaneSpec(
        name, 64, Duration.ofSeconds(30), 10, Duration.ofSeconds(1), Duration.ofMinutes(10), true);
  }

  public LaneSpec withInFlight(int items) {
    return new LaneSpec(name, items, lease, maxAttempts, firstBackoff, maxBackoff, deadParksKey);
  }

  public LaneSpec withLease(Duration duration) {
    return new LaneSpec(
        name, inFlight, duration, maxAttempts, firstBackoff, maxBackoff, deadParksKey);
  }

  public LaneSpec withRetries(int attempts, Duration first, Duration max) {
    return new LaneSpec(name, inFlight, lease, attempts, first, max, deadParksKey);
  }

  public LaneSpec withDeadParksKey(boolean parks) {
    return new LaneSpec(name, inFlight, lease, maxAttempts, firstBackoff, maxBackoff, parks);
  }
}
