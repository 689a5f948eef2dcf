package io.ispkit.radius.accounting;

import java.net.InetAddress;
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
   */
  record Crossing(
      long row,
      @Nullable InetAddress nas,
      Instant start,
      Instant seen,
      boolean open,
      Traffic traffic) {}

  PeriodTally(UsagePeriod period, Radacct radacct) {
    this.period = period;
    this.radacct = radacct;
  }

  /** Sessions that lie wholly within the period. */
  void whole(Traffic sum, long count) {
    traffic = traffic.plus(sum);
    sessions += count;
  }

  void crossing(Crossing session, List<SampleRows.Sample> samples) {
    CounterCurve curve = new CounterCurve(session.start(), session.seen(), session.traffic());
    boolean ends = false;
    for (SampleRows.Sample sample : samples) {
      curve.add(sample.border(), radacct.traffic(session.nas(), sample.input(), sample.output()));
      ends |= sample.border().equals(period.to());
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
