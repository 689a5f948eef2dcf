package io.ispkit.radius;

import io.ispkit.core.change.Change;
import io.ispkit.core.drift.Drift;
import io.ispkit.core.drift.DriftCheck;
import io.ispkit.core.drift.ExpectedService;
import io.ispkit.core.drift.ExpectedServices;
import io.ispkit.core.drift.Winner;
import io.ispkit.core.id.OperationId;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.tenant.TenantId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** The rows of FreeRADIUS beside what they should be. Each page is a transaction of its own. */
record FreeRadiusDrift(FreeRadiusChanges changes, TenantId tenant) implements DriftCheck {

  private static final int PAGE = 500;

  FreeRadiusDrift {
    Objects.requireNonNull(changes, "changes");
    Objects.requireNonNull(tenant, "tenant");
  }

  @Override
  public String system() {
    return DriftWork.SYSTEM;
  }

  @Override
  public Outcome<List<Drift>> compare(ExpectedService service) {
    return read(work -> work.compare(service));
  }

  /** No transaction is open while {@code services} looks and {@code found} is told. */
  @Override
  public Outcome<Long> strays(ExpectedServices services, Consumer<Drift> found) {
    long seen = 0;
    String last = "";
    List<String> page;
    do {
      String after = last;
      Outcome<List<String>> names = read(work -> work.work().ledger().names(tenant, after, PAGE));
      if (!names.isDone()) {
        return names.map(list -> 0L);
      }
      page = names.orElseThrow();
      Map<String, Winner> strays = new LinkedHashMap<>();
      for (String username : page) {
        last = username;
        if (services.byUsername(username).isEmpty()) {
          strays.put(
              username, services.cancelledByUsername(username) ? Winner.OURS : Winner.PERSON);
        }
      }
      Outcome<List<Drift>> drifts =
          strays.isEmpty()
              ? Outcome.done(List.of())
              : read(
                  work ->
                      strays.entrySet().stream()
                          .map(stray -> work.stray(stray.getKey(), stray.getValue()))
                          .toList());
      if (!drifts.isDone()) {
        return drifts.map(list -> 0L);
      }
      drifts.orElseThrow().forEach(found);
      seen += page.size();
    } while (page.size() == PAGE);
    return Outcome.done(seen);
  }

  @Override
  public Outcome<List<Change>> mend(Drift drift, Operation operation) {
    return changes.database().write(operation, tables -> in(tables).mend(drift, operation));
  }

  /** Reads within one transaction. */
  private interface Reading<T> {
    T from(DriftWork work);
  }

  private <T> Outcome<T> read(Reading<T> reading) {
    return changes
        .database()
        .read(
            Operation.of(tenant, new OperationId("drift")),
            tables -> Outcome.done(reading.from(in(tables))));
  }

  private DriftWork in(RadiusTables tables) {
    return new DriftWork(changes.in(tables), tenant);
  }
}
