package io.ispkit.radius.accounting;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds up what one user used in one period. Not thread-safe. */
final class PeriodTally {

  private final UsagePeriod period;
  private final Radacct radacct;
  private Traffic traffic = Traffic.NONE;
  private Traffic estimated = Traffic.NONE;
  private long sessions;
  private boolean moving;

  /**
   * A session that crosses a border of the period, or may yet.
   *
   * @param row its key
   * @param nas null: not known
   * @param seen the last moment at which it is known to have been up
   * @param seconds as the NAS counted until then; null: not told
   */
  record Crossing(
      long row,
      @Nullable InetAddress nas,
      Instant start,
      Instant seen,
      @Nullable Long seconds,
      boolean open,
      Traffic traffic) {

    /**
     * When it began, by the seconds that the NAS counted if they say that it was later: the clock
     * of a NAS that has just been switched on may say 1970 until it is set. Never after the last
     * packet.
     */
    Instant began() {
      long between = Duration.between(start, seen).toSeconds();
      if (between < 0) {
        return seen;
      }
      return seconds == null || seconds < 1 || seconds >= between
          ? start
          : seen.minusSeconds(seconds);
    }
  }

  PeriodTally(UsagePeriod period, Radacct radacct) {
    this.period = period;
    this.radacct = radacct;
  }

  /** Sessions that lie wholly within the period. */
  void whole(Traffic sum, long count) {
    traffic = traffic.plus(sum);
    sessions += count;
  }

  /** A session that began after the period, by its own seconds, is left out. */
  void crossing(Crossing session, List<SampleRows.Sample> samples) {
    Instant counted = session.began();
    boolean contrary = samples.stream().anyMatch(sample -> sample.border().isBefore(counted));
    Instant began = contrary ? session.start() : counted;
    if (!began.isBefore(period.to())) {
      return;
    }
    CounterCurve curve = new CounterCurve(began, session.seen(), session.traffic());
    boolean ends = false;
    for (SampleRows.Sample sample : samples) {
      // of one that had ended, its Stop told more than the sample knew
      if (session.open() || !sample.border().isAfter(session.seen())) {
        curve.add(sample.border(), radacct.traffic(session.nas(), sample.input(), sample.output()));
        ends |= sample.border().equals(period.to());
      }
    }
    Traffic share = curve.at(period.to()).since(curve.at(period.from()));
    traffic = traffic.plus(share);
    sessions++;
    if (!curve.knows(period.from()) || !curve.knows(period.to())) {
      estimated = estimated.plus(share);
    }
    moving |= session.open() && !ends;
  }

  PeriodUsage usage(Instant now) {
    boolean over = !now.isBefore(period.to());
    return new PeriodUsage(period, traffic, estimated, sessions, over && !moving);
  }
}
