package io.ispkit.runtime.drift;

import java.time.Duration;

/**
 * How fast a sweep goes, so that it does not stand in the way of the work of the day.
 *
 * @param pause after each service, and ten things of other systems that are looked up in search of
 *     strays; zero for none
 */
public record Pace(Duration pause) {

  /** As fast as the systems answer. */
  public static final Pace FULL = new Pace(Duration.ZERO);

  public Pace {
    if (pause.isNegative()) {
      throw new IllegalArgumentException("pause: expected zero or more, not " + pause);
    }
  }

  /** So many services a second at most: 1 to 1,000. */
  public static Pace perSecond(int services) {
    if (services < 1 || services > 1000) {
      throw new IllegalArgumentException("services a second: expected 1 to 1,000, not " + services);
    }
    return new Pace(Duration.ofNanos(1_000_000_000L / services));
  }

  void keep() {
    if (!pause.isZero()) {
      StoppedException.sleep(pause);
    }
  }
}
