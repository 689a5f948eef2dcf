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
import io.ispkit.core.outcome.Refusal;
import io.ispkit.runtime.tenant.TenantScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Compares the services of one tenant with what the systems around them hold: the adapters that are
 * a {@link DriftCheck}. Thread-safe; calls block while the systems answer, and must not be made
 * inside a transaction.
 */
public final class DriftReports {

  private static final int PAGE = 200;

  private final TenantScope scope;
  private final List<DriftCheck> checks;
  private final KnownServices services;

  /**
   * Reports over these systems.
   *
   * @throws PermanentException two of them are called the same
   */
  public DriftReports(TenantScope scope, List<DriftCheck> checks) {
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

  private DriftReport report(List<ExpectedService> expected) {
    List<Drift> drifts = new ArrayList<>();
    Map<String, Refusal> unread = new LinkedHashMap<>();
    expected.forEach(service -> compare(service, drifts::add, unread));
    return new DriftReport(drifts, unread);
  }

  /** A system that did not answer is not asked again. */
  private void compare(
      ExpectedService service, Consumer<Drift> found, Map<String, Refusal> unread) {
    for (DriftCheck check : checks) {
      if (!unread.containsKey(check.system())) {
        read(check, check.compare(service), unread).ifPresent(drifts -> drifts.forEach(found));
      }
    }
  }

  private static <T> Optional<T> read(
      DriftCheck check, Outcome<T> outcome, Map<String, Refusal> unread) {
    if (outcome instanceof Outcome.Done<T> done) {
      return Optional.of(done.value());
    }
    unread.put(
        check.system(),
        outcome instanceof Outcome.Refused<T> refused
            ? refused.refusal()
            : Refusal.retryLater("no_answer", "it is not known what stands there"));
    return Optional.empty();
  }

  /**
   * Compares every active service of the tenant with every system, then looks for what no service
   * accounts for. Holds one page of services in memory, and no database connection while a system
   * is asked. What changes meanwhile may be reported as it was or as it is: mending looks again.
   *
   * @param found is handed each drift as it is found, in the caller's thread; it may wait
   * @throws InterruptedException the thread was interrupted between two services or strays
   */
  public Sweep sweep(Pace pace, Consumer<Drift> found) throws InterruptedException {
    Counting counting = new Counting(found);
    Map<String, Refusal> unread = new LinkedHashMap<>();
    long compared = 0;
    String last = "";
    List<ExpectedService> page = services.activeAfter(last, PAGE);
    while (!page.isEmpty() && unread.size() < checks.size()) {
      for (ExpectedService service : page) {
        compare(service, counting, unread);
        compared++;
        last = service.serviceId();
        pace.keep();
      }
      page = services.activeAfter(last, PAGE);
    }
    long things = 0;
    for (DriftCheck check : checks) {
      if (!unread.containsKey(check.system())) {
        things += read(check, strays(check, pace, counting), unread).orElse(0L);
      }
    }
    return new Sweep(compared, things, counting.drifts, unread);
  }

  private Outcome<Long> strays(DriftCheck check, Pace pace, Counting counting)
      throws InterruptedException {
    try {
      return check.strays(
          services,
          drift -> {
            counting.accept(drift);
            keep(pace);
          });
    } catch (StoppedException e) {
      throw e.interruption;
    }
  }

  private static void keep(Pace pace) {
    try {
      pace.keep();
    } catch (InterruptedException e) {
      throw new StoppedException(e);
    }
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

  /** Carries an interruption through an adapter. */
  private static final class StoppedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final InterruptedException interruption;

    StoppedException(InterruptedException interruption) {
      super(interruption);
      this.interruption = interruption;
    }
  }
}
