package io.ispkit.radius.accounting;

import java.time.Duration;
import java.util.Set;

/**
 * Which sessions count as vanished, and how many of them are an outage. Immutable.
 *
 * @param window when they vanished
 * @param by what they had in common
 * @param silence a session that is open counts as vanished when its last packet came in the window,
 *     or at most so long before it, and nothing for at least so long until now: more than one
 *     interim interval. A NAS that lost its power tells nothing
 * @param causes with which a closed session counts as vanished
 * @param least so many vanished sessions at least, 1 or more
 * @param share so much of the sessions that were up, at least; 0 to 1
 */
public record OutageQuery(
    UsagePeriod window, By by, Duration silence, Set<String> causes, long least, double share) {

  /** What sessions have in common. */
  public enum By {
    /** The NAS. */
    NAS,
    /** The Called-Station-Id, whatever the NAS. */
    CALLED_STATION
  }

  /**
   * Causes that no user and no clock brings about (RFC 2866 5.10), and the one that FreeRADIUS's
   * procedure writes.
   */
  public static final Set<String> SUDDEN =
      Set.of(
          "Lost-Carrier",
          "Lost-Service",
          "Admin-Reboot",
          "Port-Error",
          "NAS-Error",
          "NAS-Reboot",
          "NAS reboot",
          "Service-Unavailable");

  private static final Duration LONGEST = Duration.ofDays(1);

  /** Checks the ranges. */
  public OutageQuery {
    causes = Set.copyOf(causes);
    if (Duration.between(window.from(), window.to()).compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("outage: expected a window of 24 hours or less");
    }
    if (silence.isNegative() || silence.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("outage: expected a silence of 0 to 24 hours");
    }
    if (least < 1 || !(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "outage: expected 1 session or more and a share of 0 to 1, but was "
              + least
              + " and "
              + share);
    }
  }

  /** Ten sessions or more and at least half of all, by NAS, with {@link #SUDDEN} causes. */
  public static OutageQuery ofNas(UsagePeriod window, Duration silence) {
    return new OutageQuery(window, By.NAS, silence, SUDDEN, 10, 0.5);
  }

  /** The same by Called-Station-Id. */
  public static OutageQuery ofCalledStations(UsagePeriod window, Duration silence) {
    return new OutageQuery(window, By.CALLED_STATION, silence, SUDDEN, 10, 0.5);
  }

  /** The same with other thresholds. */
  public OutageQuery withThresholds(long sessions, double part) {
    return new OutageQuery(window, by, silence, causes, sessions, part);
  }
}
