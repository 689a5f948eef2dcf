package io.ispkit.genieacs;

import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.core.device.DeviceManager;
import io.ispkit.core.job.PeriodicJob;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;

/** The job that finishes what devices could not take at once. */
final class PendingJob {

  private PendingJob() {}

  static PeriodicJob<DeviceManager> job() {
    OptionSpec options =
        OptionSpec.builder()
            .integer("batch", 1, 10_000, "100", "Devices looked at in one round; 1 to 10000.")
            .build();
    return new PeriodicJob<>(
        "genieacs_pending",
        "Configures devices that were offline, once they have called GenieACS.",
        options,
        PendingJob::round);
  }

  private static Outcome<String> round(DeviceManager devices, Options options) {
    PendingPoller.Round round =
        ((GenieAcsDevices) devices).poller(Math.toIntExact(options.integer("batch"))).poll();
    if (round.away()) {
      return Outcome.refused(Refusal.retryLater("acs_away", "GenieACS is away"));
    }
    return Outcome.done(
        round.looked() == 0
            ? ""
            : round.looked()
                + " looked at, "
                + round.confirmed()
                + " confirmed, "
                + round.refused()
                + " refused");
  }
}
