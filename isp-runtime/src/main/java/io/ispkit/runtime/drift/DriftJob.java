package io.ispkit.runtime.drift;

import io.ispkit.core.config.Option;
import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.core.drift.Drift;
import io.ispkit.core.job.PeriodicJob;
import io.ispkit.core.job.PeriodicJob.Length;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.module.TenantServices;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The job {@code drift}: sweeps a tenant, logs what it finds, and mends it if it is told to. */
public final class DriftJob {

  private static final Logger LOG = LoggerFactory.getLogger(DriftJob.class);
  private static final int MOST_MENDED = 10_000;
  private static final int MOST_LOGGED = 1_000;

  private DriftJob() {}

  /** The job; it never mends unless its option says so. */
  public static PeriodicJob<TenantServices> job() {
    OptionSpec options =
        OptionSpec.builder()
            .integer(
                "per_second",
                1,
                1000,
                "5",
                "Services compared in a second at most, 1 to 1000; ten things looked up in search of"
                    + " strays count as one.")
            .optional(
                "mend", Option.Type.BOOLEAN, "false", "Whether what is ours to write is written.")
            .build();
    return new PeriodicJob<>(
        "drift",
        "Compares all services with the systems around them, and logs each drift.",
        options,
        DriftJob::round,
        Length.LONG);
  }

  private static Outcome<String> round(TenantServices tenant, Options options)
      throws InterruptedException {
    return round(
        tenant.id(),
        tenant.get(DriftReports.class),
        Pace.perSecond(Math.toIntExact(options.integer("per_second"))),
        options.bool("mend"));
  }

  /**
   * One sweep.
   *
   * @return refused for good when a system was not read to its end: the next round, at its time,
   *     sweeps again from the beginning
   */
  static Outcome<String> round(TenantId tenant, DriftReports reports, Pace pace, boolean mends)
      throws InterruptedException {
    List<Drift> ours = new ArrayList<>();
    AtomicLong seen = new AtomicLong();
    Sweep sweep =
        reports.sweep(
            pace,
            drift -> {
              if (seen.incrementAndGet() <= MOST_LOGGED) {
                LOG.warn(
                    "{}: {} {} {}: {}",
                    tenant,
                    drift.system(),
                    drift.kind(),
                    drift.target(),
                    drift.fields());
              }
              if (mends && drift.canBeMended() && ours.size() < MOST_MENDED) {
                ours.add(drift);
              }
            });
    long mended = ours.stream().filter(drift -> isMended(tenant, reports, drift)).count();
    String came =
        sweep.services()
            + " services, "
            + sweep.drifts()
            + " drifts"
            + (seen.get() > MOST_LOGGED ? " (the first " + MOST_LOGGED + " are logged)" : "")
            + (mends ? ", " + mended + " of " + ours.size() + " mended" : "");
    return sweep.unread().isEmpty()
        ? Outcome.done(came)
        : Outcome.refused(
            Refusal.permanent("not_read", came + "; not read to the end: " + sweep.unread()));
  }

  private static boolean isMended(TenantId tenant, DriftReports reports, Drift drift) {
    Outcome<?> outcome = reports.mend(drift);
    if (!outcome.isDone()) {
      LOG.warn("{}: {} {}: {}", tenant, drift.system(), drift.target(), outcome);
    }
    return outcome.isDone();
  }
}
