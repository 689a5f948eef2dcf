package io.ispkit.netbox;

import io.ispkit.core.address.AddressAllocator;
import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.core.job.PeriodicJob;
import io.ispkit.core.outcome.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The job that deletes released objects when they have been kept long enough. */
final class QuarantineJob {

  private static final String AFTER = "after";

  private QuarantineJob() {}

  static PeriodicJob<AddressAllocator> job() {
    OptionSpec options =
        OptionSpec.builder()
            .duration(
                AFTER,
                Duration.ofHours(1),
                Duration.ofDays(3650),
                "30d",
                "How long released objects are kept; 1h to 3650d.")
            .build();
    return new PeriodicJob<>(
        "netbox_quarantine",
        "Deletes released objects that have been in quarantine long enough.",
        options,
        QuarantineJob::round);
  }

  private static Outcome<String> round(AddressAllocator allocator, Options options) {
    List<String> kept = new ArrayList<>();
    return ((NetBox) allocator)
        .quarantine()
        .end(options.duration(AFTER), kept::add)
        .map(deleted -> note(deleted, kept));
  }

  private static String note(long deleted, List<String> kept) {
    String held =
        kept.isEmpty() ? "" : "; others refer to " + kept.size() + ", such as " + kept.get(0);
    return deleted == 0 && kept.isEmpty() ? "" : deleted + " deleted" + held;
  }
}
