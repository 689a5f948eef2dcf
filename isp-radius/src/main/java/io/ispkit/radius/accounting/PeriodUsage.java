package io.ispkit.radius.accounting;

/**
 * What a user used in one period.
 *
 * @param traffic all of it, in bytes
 * @param estimated the part of it that comes from sessions which crossed a border of the period
 *     where nobody had written their counters down: their bytes are spread evenly over their time
 * @param sessions how many were up in the period
 * @param settled false while the figure may still change: the period has not ended, or a session
 *     that was up at its end is open and has no sample there
 */
public record PeriodUsage(
    UsagePeriod period, Traffic traffic, Traffic estimated, long sessions, boolean settled) {

  /** Whether nothing of it is estimated. */
  public boolean isExact() {
    return estimated.total() == 0;
  }
}
