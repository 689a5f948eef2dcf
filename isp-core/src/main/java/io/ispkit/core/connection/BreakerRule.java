package io.ispkit.core.connection;

import java.time.Duration;

/**
 * When a target counts as down. Failures are: not connected, and no answer; over HTTP also 502, 503
 * or 504. A target that refuses what was asked is up.
 *
 * @param failures so many failures, at least 1 …
 * @param among … among so many calls in a row, not fewer than the failures, open the circuit
 * @param pause so long no call is made; then one is let through to try, and its end decides
 */
public record BreakerRule(int failures, int among, Duration pause) {

  /** Checks the ranges. */
  public BreakerRule {
    if (failures < 1 || among < failures || among > 10_000) {
      throw new IllegalArgumentException("expected 1 <= failures <= among <= 10000");
    }
    if (pause.isNegative() || pause.isZero()) {
      throw new IllegalArgumentException("expected a pause above zero");
    }
  }

  /** Five failures among ten calls, 30 seconds. */
  public static BreakerRule ofDefaults() {
    return new BreakerRule(5, 10, Duration.ofSeconds(30));
  }
}
