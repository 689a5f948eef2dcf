package io.ispkit.netbox;

import io.ispkit.core.address.AddressAllocator;
import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.core.job.PeriodicJob;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The job that brings addresses of the fallback pool into NetBox. */
final class ReconciliationJob {

  private ReconciliationJob() {}

  static PeriodicJob<AddressAllocator> job() {
    OptionSpec options =
        OptionSpec.builder()
            .integer("limit", 1, 10_000, "500", "Addresses looked at in one round; 1 to 10000.")
            .build();
    return new PeriodicJob<>(
        "netbox_reconciliation",
        "Brings the addresses that were given in outages into NetBox.",
        options,
        ReconciliationJob::round);
  }

  private static Outcome<String> round(AddressAllocator allocator, Options options) {
    List<Reconciled> results =
        ((NetBox) allocator).reconciliation().run(Math.toIntExact(options.integer("limit")));
    if (!results.isEmpty()) {
      Reconciled last = results.get(results.size() - 1);
      if (last.state() == Reconciled.State.AWAY) {
        return Outcome.refused(Refusal.retryLater("netbox_away", last.message()));
      }
    }
    Map<String, Long> states =
        results.stream()
            .collect(
                Collectors.groupingBy(
                    result -> result.state().name().toLowerCase(Locale.ROOT),
                    TreeMap::new,
                    Collectors.counting()));
    return Outcome.done(
        states.entrySet().stream()
            .map(state -> state.getValue() + " " + state.getKey())
            .collect(Collectors.joining(", ")));
  }
}
