package io.ispkit.radius.nas;

import io.ispkit.core.address.Prefix;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a host knows of a NAS, or of all NAS in a network, that FreeRADIUS's table {@code nas} has
 * no column for. Immutable; its text form shows no secret.
 *
 * @param counters from whose side it counts bytes
 * @param interimInterval how often it reports a session that is up (Acct-Interim-Interval), at
 *     least 60 seconds by RFC 2869 section 2.1; null: as the rule says that asks, or not at all
 * @param coa how it takes commands
 */
public record NasProfile(
    CounterView counters, @Nullable Duration interimInterval, CoaSettings coa) {

  private static final Duration LEAST = Duration.ofMinutes(1);

  /** Checks the interval. */
  public NasProfile {
    Objects.requireNonNull(counters, "counters");
    Objects.requireNonNull(coa, "coa");
    if (interimInterval != null && interimInterval.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(
          "interim interval: expected 60 seconds or more, but was " + interimInterval);
    }
  }

  /** Counts as RFC 2866 says, at an interval that is not known, and takes CoA as RFC 5176 says. */
  public static NasProfile standard() {
    return new NasProfile(CounterView.NAS, null, CoaSettings.standard());
  }

  /** The same with counters seen from another side. */
  public NasProfile withCounters(CounterView other) {
    return new NasProfile(other, interimInterval, coa);
  }

  /** The same with an interim interval. */
  public NasProfile withInterimInterval(Duration interval) {
    return new NasProfile(counters, interval, coa);
  }

  /** The same with other ways to take commands. */
  public NasProfile withCoa(CoaSettings other) {
    return new NasProfile(counters, interimInterval, other);
  }

  /** This profile for the NAS in {@code network}. */
  NasProfiles.Entry in(Prefix network) {
    return new NasProfiles.Entry(network, this);
  }
}
