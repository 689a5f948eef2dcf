package io.ispkit.runtime;

import io.ispkit.core.operation.CallListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** What adapters call, as meters. Needs Micrometer, as {@link LaneMeters} does. */
final class CallMeters implements CallListener {

  private final MeterRegistry registry;

  CallMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void ended(String system, String call, String end, Duration took) {
    registry.timer("isp.calls", "system", system, "call", call, "end", end).record(took);
  }
}
