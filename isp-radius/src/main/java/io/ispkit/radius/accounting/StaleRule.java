package io.ispkit.radius.accounting;

import io.ispkit.core.text.PrintableText;
import io.ispkit.radius.nas.NasProfile;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When an open session is taken for gone: no packet of it came for {@code missed} interim
 * intervals, though its NAS was heard of since. Immutable.
 *
 * @param missed how many intervals, 3 or more
 * @param interimInterval of a NAS whose profile has none; null: sessions of such a NAS are never
 *     stale, because a NAS that sends no Interim is silent until the Stop
 * @param cause what is written as Acct-Terminate-Cause, 1 to 32 printable ASCII characters
 * @param silentNas whether sessions of a NAS that nothing at all was heard of are closed too. When
 *     false they stay open: mostly the way from the NAS is broken, or accounting itself, and the
 *     sessions live
 */
public record StaleRule(
    int missed, @Nullable Duration interimInterval, String cause, boolean silentNas) {

  /** What RFC 2866 5.10 calls a session whose carrier was lost. */
  public static final String LOST_CARRIER = "Lost-Carrier";

  private static final Duration LEAST = Duration.ofMinutes(1);

  /** Checks the values. */
  public StaleRule {
    Objects.requireNonNull(cause, "cause");
    if (missed < 3) {
      throw new IllegalArgumentException(
          "stale rule: expected 3 or more missed intervals, but was " + missed);
    }
    if (interimInterval != null && interimInterval.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(
          "stale rule: expected an interim interval of 60 seconds or more, but was "
              + interimInterval);
    }
    boolean ascii = cause.chars().allMatch(c -> c < 0x7f);
    if (cause.isBlank() || cause.length() > 32 || !ascii || !PrintableText.isLine(cause)) {
      throw new IllegalArgumentException(
          "stale rule: expected a cause of 1 to 32 printable ASCII characters");
    }
  }

  /** Three intervals, cause Lost-Carrier; sessions of a silent NAS stay open. */
  public static StaleRule of(Duration interimInterval) {
    return new StaleRule(3, interimInterval, LOST_CARRIER, false);
  }

  /** As {@link #of}, for NAS alone whose profile has an interval. */
  public static StaleRule byProfiles() {
    return new StaleRule(3, null, LOST_CARRIER, false);
  }

  /** The same with another number of intervals. */
  public StaleRule withMissed(int intervals) {
    return new StaleRule(intervals, interimInterval, cause, silentNas);
  }

  /** The same with another cause. */
  public StaleRule withCause(String other) {
    return new StaleRule(missed, interimInterval, other, silentNas);
  }

  /** The same, closing sessions of a silent NAS too. */
  public StaleRule withSilentNas() {
    return new StaleRule(missed, interimInterval, cause, true);
  }

  /** How long a session of such a NAS may be silent; empty: for ever. */
  Optional<Duration> patience(NasProfile profile) {
    Duration own = profile.interimInterval();
    return Optional.ofNullable(own == null ? interimInterval : own)
        .map(interval -> interval.multipliedBy(missed));
  }
}
