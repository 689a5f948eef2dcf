package io.ispkit.runtime.drift;

import io.ispkit.core.change.Change;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.drift.Drift;
import io.ispkit.core.drift.DriftCheck;
import io.ispkit.core.drift.ExpectedService;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.id.OperationId;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.runtime.tenant.TenantScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Compares the services of one tenant with what the systems around them hold: the adapters that are
 * a {@link DriftCheck}. Thread-safe; calls block while the systems answer, and must not be made
 * inside a transaction.
 */
public final class DriftReports {

  private static final int PAGE = 200;
  private static final List<Duration> PATIENCE =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(20));

  private final TenantScope scope;
  private final List<DriftCheck> checks;
  private final KnownServices services;
  private final List<Duration> patience;

  /**
   * Reports over these systems.
   *
   * @throws PermanentException two of them are called the same
   */
  public DriftReports(TenantScope scope, List<DriftCheck> checks) {
    this(scope, checks, PATIENCE);
  }

  DriftReports(TenantScope scope, List<DriftCheck> checks, List<Duration> patience) {
    this.patience = patience;
    this.scope = scope;
    this.checks = List.copyOf(checks);
    this.services = new KnownServices(scope);
    long names = checks.stream().map(DriftCheck::system).distinct().count();
    if (names != checks.size()) {
      throw new PermanentException("two adapters check drift in one system: " + systems());
    }
  }

  /** The systems that are compared, in the order of the ports. */
  public List<String> systems() {
    return checks.stream().map(DriftCheck::system).toList();
  }

  /**
   * Compares one service that is in use.
   *
   * @return empty when there is no such service, or it is not in use
   */
  public Optional<DriftReport> ofService(String serviceId) {
    return services
        .byId(serviceId)
        .filter(ExpectedService::active)
        .map(service -> report(List.of(service)));
  }

  /** Compares all services of a customer that are in use. */
  public DriftReport ofCustomer(CustomerId customer) {
    return report(services.of(customer).stream().filter(ExpectedService::active).toList());
  }

  /** Somebody waits for it: a system that is away is not waited for. */
  private DriftReport report(List<ExpectedService> expected) {
    List<Drift> drifts = new ArrayList<>();
    Asking asking = new Asking(List.of());
    expected.forEach(service -> compare(service, drifts::add, asking));
    return new DriftReport(drifts, asking.unread());
  }

  private void compare(ExpectedService service, Consumer<Drift> found, Asking asking) {
    for (DriftCheck check : checks) {
      if (asking.asks(check)) {
        asking.ask(check, () -> check.compare(service)).ifPresent(drifts -> drifts.forEach(found));
      }
    }
  }

  /**
   * Compares every active service of the tenant with every system, then looks for what no service
   * accounts for. Holds one page of services in memory, and no database connection while a system
   * is asked. What changes meanwhile may be reported as it was or as it is: mending looks again.
   *
   * <p>A system that does not answer is asked again three times, after up to half a minute in all
   * or when it says; then it is asked no more. One that refuses a single service for good is asked
   * about the others, up to 20 times. All that was not read is told in the result.
   *
   * @param found is handed each drift as it is found, in the caller's thread; it may wait
   * @throws InterruptedException the thread was interrupted between two services or strays
   */
  public Sweep sweep(Pace pace, Consumer<Drift> found) throws InterruptedException {
    try {
      return paced(pace, new Counting(found), new Asking(patience));
    } catch (StoppedException e) {
      throw e.interruption();
    }
  }

  private Sweep paced(Pace pace, Counting counting, Asking asking) {
    long compared = 0;
    List<ExpectedService> page = services.activeAfter("", PAGE);
    while (!page.isEmpty() && checks.stream().anyMatch(asking::asks)) {
      String last = "";
      for (ExpectedService service : page) {
        compare(service, counting, asking);
        compared++;
        last = service.serviceId();
        pace.keep();
      }
      page = services.activeAfter(last, PAGE);
    }
    PacedServices paced = new PacedServices(services, pace);
    long things = 0;
    for (DriftCheck check : checks) {
      if (asking.asks(check)) {
        // not tried again: what was found would be told twice
        things += asking.once(check, check.strays(paced, counting)).orElse(0L);
      }
    }
    return new Sweep(compared, things, counting.drifts, asking.unread());
  }

  /**
   * Writes what is ours to write, if the thing is still as it was found.
   *
   * @param drift from a report of this tenant
   * @return as {@link DriftCheck#mend}. After an unknown outcome compare again
   * @throws PermanentException no adapter of the tenant checks that system
   */
  public Outcome<List<Change>> mend(Drift drift) {
    DriftCheck check =
        checks.stream()
            .filter(each -> each.system().equals(drift.system()))
            .findFirst()
            .orElseThrow(
                () ->
                    new PermanentException(
                        "no adapter checks drift in "
                            + drift.system()
                            + "; there are "
                            + String.join(", ", systems())));
    OperationId mending = OperationId.of(scope.ids().next(), "mending");
    return check.mend(drift, Operation.of(scope.id(), mending));
  }

  /** Counts what it hands on. Confined to a sweep. */
  private static final class Counting implements Consumer<Drift> {

    private final Consumer<Drift> to;
    private long drifts;

    Counting(Consumer<Drift> to) {
      this.to = to;
    }

    @Override
    public void accept(Drift drift) {
      drifts++;
      to.accept(drift);
    }
  }
}
