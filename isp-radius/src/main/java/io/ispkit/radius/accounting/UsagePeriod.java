package io.ispkit.radius.accounting;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A stretch of time, to the border and not beyond.
 *
 * @param from inclusive
 * @param to exclusive, later than {@code from}
 */
public record UsagePeriod(Instant from, Instant to) {

  /** Checks the order. */
  public UsagePeriod {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "period: expected an end after " + from + ", but was " + to);
    }
  }

  /** A calendar month in {@code zone}. */
  public static UsagePeriod month(YearMonth month, ZoneId zone) {
    return billing(month, 1, zone);
  }

  /**
   * The billing period that begins in {@code month}.
   *
   * @param day on which periods begin, 1 to 31; in a month that is shorter, its last day
   */
  public static UsagePeriod billing(YearMonth month, int day, ZoneId zone) {
    if (day < 1 || day > 31) {
      throw new IllegalArgumentException("billing day: expected 1 to 31, but was " + day);
    }
    return days(begin(month, day), begin(month.plusMonths(1), day), zone);
  }

  /** So many billing periods, the first of which begins in {@code month}; without gaps. */
  public static List<UsagePeriod> billing(YearMonth month, int day, ZoneId zone, int count) {
    return LongStream.range(0, count)
        .mapToObj(i -> billing(month.plusMonths(i), day, zone))
        .toList();
  }

  /** From the beginning of one day to that of another, in {@code zone}. */
  public static UsagePeriod days(LocalDate from, LocalDate to, ZoneId zone) {
    return new UsagePeriod(from.atStartOfDay(zone).toInstant(), to.atStartOfDay(zone).toInstant());
  }

  private static LocalDate begin(YearMonth month, int day) {
    return month.atDay(Math.min(day, month.lengthOfMonth()));
  }
}
