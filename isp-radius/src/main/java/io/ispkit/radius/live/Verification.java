package io.ispkit.radius.live;

import java.time.Duration;
import java.util.Objects;

/**
 * How it is verified what became of a session.
 *
 * @param probe looks whether a CoA was done
 * @param looks how often accounting is looked into for the end of a session, 1 to 1000
 * @param pause between two looks, up to a minute
 */
public record Verification(LiveProbe probe, int looks, Duration pause) {

  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** Checks the ranges. */
  public Verification {
    Objects.requireNonNull(probe, "probe");
    if (looks < 1 || looks > 1000) {
      throw new IllegalArgumentException("looks: expected 1 to 1000, but was " + looks);
    }
    if (pause.isNegative() || pause.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("pause: expected 0 to 1 minute, but was " + pause);
    }
  }

  /** No probe; 20 looks, half a second apart. */
  public static Verification ofDefaults() {
    return new Verification(LiveProbe.blind(), 20, Duration.ofMillis(500));
  }

  /** The same with a probe. */
  public Verification with(LiveProbe other) {
    return new Verification(other, looks, pause);
  }
}
