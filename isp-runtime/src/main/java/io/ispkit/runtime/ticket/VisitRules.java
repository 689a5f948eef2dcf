package io.ispkit.runtime.ticket;

import io.ispkit.core.installation.Priority;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When visits take place and until when they are due.
 *
 * @param daysAhead days from the order to the visit when none was agreed, 0 to 365
 * @param at time of that visit in the tenant's zone
 * @param serviceLevels time from creation until a ticket is due, one for each priority, each more
 *     than zero
 * @param window how long a visit may take from its beginning; more than zero
 * @param team who does the visits
 */
public record VisitRules(
    int daysAhead,
    LocalTime at,
    Map<Priority, Duration> serviceLevels,
    Duration window,
    String team) {

  public VisitRules {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(team, "team");
    serviceLevels = Map.copyOf(serviceLevels);
    if (daysAhead < 0 || daysAhead > 365) {
      throw new IllegalArgumentException("days ahead " + daysAhead + " is not in 0..365");
    }
    for (Priority priority : Priority.values()) {
      Duration level = serviceLevels.get(priority);
      if (level == null || level.isNegative() || level.isZero()) {
        throw new IllegalArgumentException("service level of " + priority + ": expected over zero");
      }
    }
    if (window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("visit window: expected over zero");
    }
  }

  /**
   * In 3 days at 10:00; urgent 4 h, high 24 h, normal 72 h, low 7 days; a visit takes up to 4 h;
   * team {@code field_operations}.
   */
  public static VisitRules ofDefaults() {
    return new VisitRules(
        3,
        LocalTime.of(10, 0),
        Map.of(
            Priority.URGENT, Duration.ofHours(4),
            Priority.HIGH, Duration.ofHours(24),
            Priority.NORMAL, Duration.ofHours(72),
            Priority.LOW, Duration.ofDays(7)),
        Duration.ofHours(4),
        "field_operations");
  }

  /** The time of a visit that is ordered at {@code now} without a wish. */
  public Instant defaultVisit(Instant now, ZoneId zone) {
    return now.atZone(zone).toLocalDate().plusDays(daysAhead).atTime(at).atZone(zone).toInstant();
  }

  /**
   * Until when a ticket is due: its creation plus the service level of its priority.
   *
   * <p>For {@code NORMAL} and {@code LOW} it is not due before the visit is over. Three days at
   * 10:00 may be 73 hours away, or more where the clock is put back: a ticket must not count as
   * late because of the very appointment that was made with the customer. {@code HIGH} and {@code
   * URGENT} promise a time whatever is agreed: when the visit comes after it, the ticket is late,
   * and has to show.
   *
   * @param visit when the technician is expected, or null for a ticket without a visit
   */
  public Instant due(Priority priority, Instant createdAt, @Nullable Instant visit) {
    Instant level = createdAt.plus(Objects.requireNonNull(serviceLevels.get(priority)));
    if (visit == null || priority == Priority.HIGH || priority == Priority.URGENT) {
      return level;
    }
    Instant over = visit.plus(window);
    return level.isBefore(over) ? over : level;
  }
}
