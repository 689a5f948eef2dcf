package io.ispkit.runtime;

import io.ispkit.runtime.lane.LaneListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;

/** What lanes do, as meters. Needs Micrometer, as {@link CallMeters} does. */
final class LaneMeters implements LaneListener {

  private final MeterRegistry registry;

  LaneMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void claimed(String lane, int items) {
    registry.counter("isp.lane.claimed", "lane", lane).increment(items);
  }

  @Override
  public void ended(String lane, End end, Duration duration) {
    registry
        .timer("isp.lane.turn", "lane", lane, "end", end.name().toLowerCase(Locale.ROOT))
        .record(duration);
  }

  @Override
  public void committed(int pieces, Duration duration) {
    registry.timer("isp.lane.commit").record(duration);
    registry.summary("isp.lane.commit.pieces").record(pieces);
  }

  @Override
  public void batchFailed(int pieces) {
    registry.counter("isp.lane.batch.failed").increment();
  }
}
