package io.ispkit.runtime.drift;

import io.ispkit.core.config.Option;
import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.core.drift.Drift;
import io.ispkit.core.job.PeriodicJob;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.runtime.module.TenantServices;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The job {@code drift}: sweeps a tenant, logs what it finds, and mends it if it is told to. */
public final class DriftJob {

  private static final Logger LOG = LoggerFactory.getLogger(DriftJob.class);
  private static final int MOST_MENDED = 10_000;

  private DriftJob() {}

  /** The job; it never mends unless its option says so. */
  public static PeriodicJob<TenantServices> job() {
    OptionSpec options =
        OptionSpec.builder()
            .integer(
                "per_second", 1, 1000, "5", "Services compared in a second at most, 1 to 1000.")
            .optional(
                "mend", Option.Type.BOOLEAN, "false", "Whether what is ours to write is written.")
            .build();
    return new PeriodicJob<>(
        "drift",
        "Compares all services with the systems around them, and logs each drift.",
        options,
        DriftJob::round);
  }

  private static Outcome<String> round(TenantServices tenant, Options options)
      throws InterruptedException {
    DriftReports reports = tenant.get(DriftReports.class);
    List<Drift> ours = new ArrayList<>();
    boolean mends = options.bool("mend");
    Sweep sweep =
        reports.sweep(
            Pace.perSecond(Math.toIntExact(options.integer("per_second"))),
            drift -> {
              LOG.warn(
                  "{}: {} {} {}: {}",
                  tenant.id(),
                  drift.system(),
                  drift.kind(),
                  drift.target(),
                  drift.fields());
              if (mends && drift.canBeMended() && ours.size() < MOST_MENDED) {
                ours.add(drift);
              }
            });
    long mended = ours.stream().filter(drift -> isMended(tenant, reports, drift)).count();
    return Outcome.done(
        sweep.services()
            + " services, "
            + sweep.drifts()
            + " drifts"
            + (mends ? ", " + mended + " of " + ours.size() + " mended" : "")
            + (sweep.unread().isEmpty() ? "" : "; not read: " + sweep.unread()));
  }

  private static boolean isMended(TenantServices tenant, DriftReports reports, Drift drift) {
    Outcome<?> outcome = reports.mend(drift);
    if (!outcome.isDone()) {
      LOG.warn("{}: {} {}: {}", tenant.id(), drift.system(), drift.target(), outcome);
    }
    return outcome.isDone();
  }
}
