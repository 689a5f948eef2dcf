package io.ispkit.runtime;

import io.ispkit.runtime.job.JobListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** Rounds of jobs, as meters. Needs Micrometer, as {@link LaneMeters} does. */
final class JobMeters implements JobListener {

  private final MeterRegistry registry;

  JobMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void ended(String job, String end, Duration took) {
    registry.timer("isp.job.round", "job", job, "end", end).record(took);
  }
}
