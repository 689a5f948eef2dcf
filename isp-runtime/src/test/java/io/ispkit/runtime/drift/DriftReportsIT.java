package io.ispkit.runtime.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.address.Prefix;
import io.ispkit.core.change.Change;
import io.ispkit.core.customer.Customer;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.drift.Drift;
import io.ispkit.core.drift.DriftCheck;
import io.ispkit.core.drift.ExpectedService;
import io.ispkit.core.drift.ExpectedServices;
import io.ispkit.core.drift.FieldDrift;
import io.ispkit.core.drift.Winner;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.installation.Installation;
import io.ispkit.core.installation.InstallationRequest;
import io.ispkit.core.installation.Priority;
import io.ispkit.core.money.Money;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.core.plan.BandwidthPlan;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.service.Service;
import io.ispkit.core.service.ServiceRequest;
import io.ispkit.runtime.customer.Customers;
import io.ispkit.runtime.plan.Plans;
import io.ispkit.runtime.service.KeptServices;
import io.ispkit.runtime.service.Subscriptions;
import io.ispkit.runtime.tenant.TenantScope;
import io.ispkit.runtime.tenant.TestTenants;
import io.ispkit.runtime.ticket.FieldOperations;
import io.ispkit.runtime.ticket.Technicians;
import io.ispkit.runtime.ticket.Tickets;
import io.ispkit.runtime.ticket.VisitRules;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class DriftReportsIT {

  private static final CustomerId JANE = new CustomerId("jane");

  private final TestTenants tenants;

  DriftReportsIT(TestDatabase place) {
    tenants = new TestTenants(place);
  }

  @AfterEach
  void close() {
    tenants.close();
  }

  /** A system that is a map of user names to speeds. */
  private static final class Shelf implements DriftCheck {

    final String name;
    final Map<String, String> speeds = new HashMap<>();
    final Set<String> compared = new HashSet<>();
    boolean away;
    int silent; // so many times
    String refused = ""; // this user name

    Shelf(String name) {
      this.name = name;
    }

    @Override
    public String system() {
      return name;
    }

    @Override
    public Outcome<List<Drift>> compare(ExpectedService service) {
      if (away) {
        return Outcome.refused(Refusal.retryLater("away", "no answer"));
      }
      if (silent > 0) {
        silent--;
        return Outcome.refused(Refusal.retryLater("busy", "try again"));
      }
      if (service.username().equals(refused)) {
        return Outcome.refused("odd", "cannot be read");
      }
      compared.add(service.username());
      String wanted = service.download().toString();
      String found = speeds.get(service.username());
      if (wanted.equals(found)) {
        return Outcome.done(List.of());
      }
      Drift.Kind kind = found == null ? Drift.Kind.MISSING : Drift.Kind.DIFFERENT;
      FieldDrift field = new FieldDrift("speed", wanted, found, Winner.OURS);
      return Outcome.done(
          List.of(new Drift(name, kind, service.username(), service.serviceId(), List.of(field))));
    }

    @Override
    public Outcome<Long> strays(ExpectedServices services, Consumer<Drift> found) {
      for (Map.Entry<String, String> each : speeds.entrySet()) {
        if (services.byUsername(each.getKey()).isEmpty()) {
          FieldDrift field = new FieldDrift("speed", null, each.getValue(), Winner.PERSON);
          found.accept(new Drift(name, Drift.Kind.STRAY, each.getKey(), null, List.of(field)));
        }
      }
      return Outcome.done((long) speeds.size());
    }

    @Override
    public Outcome<List<Change>> mend(Drift drift, Operation operation) {
      speeds.put(drift.target(), String.valueOf(drift.fields().get(0).wanted()));
      return Outcome.done(List.of(drift.mending()));
    }
  }

  private TenantScope withServices(int active, int open) {
    TenantScope scope = tenants.tenant();
    Plans plans = new Plans(scope);
    Money price = new Money(new BigDecimal("59.90"), Currency.getInstance("EUR"));
    plans.save(new BandwidthPlan("fiber", BitRate.ofGbps(1), BitRate.ofMbps(500), null, price));
    new Customers(scope)
        .save(new Customer(JANE, "Jane", "jane@example.com", null, Locale.ENGLISH, "1 Main St"));
    KeptServices desk = new KeptServices(scope, plans, new Subscriptions(scope));
    Technicians technicians = new Technicians(scope);
    VisitRules rules = VisitRules.ofDefaults();
    FieldOperations field =
        new FieldOperations(scope, new Tickets(scope, technicians, rules), technicians, rules);
    for (int i = 0; i < active + open; i++) {
      Operation operation = TestTenants.operation(scope, "open" + i);
      ServiceRequest request =
          new ServiceRequest(JANE, "fiber", "place " + i, "c" + i + "@example.com", "HW-" + i);
      Service service = desk.open(request, operation).orElseThrow();
      if (i < active) {
        AddressAssignment address =
            new AddressAssignment(
                Prefix.address("100.64.0." + (10 + i)),
                "100.64.0.0/24",
                null,
                AddressAssignment.Method.POOL,
                null,
                service.dnsName());
        desk.assign(address, operation).orElseThrow();
        InstallationRequest visit =
            new InstallationRequest(JANE, service.id(), "x", Priority.NORMAL, null, null);
        Operation visiting = TestTenants.operation(scope, "visit" + i);
        Installation arranged = field.schedule(visit, visiting).orElseThrow();
        Installation done = field.complete(arranged.id(), scope.now(), visiting).orElseThrow();
        desk.activate(service.id(), done, TestTenants.operation(scope, "activate" + i))
            .orElseThrow();
      }
    }
    return scope;
  }

  @Test
  void a_sweep_compares_every_active_service_and_finds_what_belongs_to_none() throws Exception {
    TenantScope scope = withServices(3, 2);
    Shelf shelf = new Shelf("shelf");
    shelf.speeds.put("c0", BitRate.ofGbps(1).toString());
    shelf.speeds.put("c1", "slow");
    shelf.speeds.put("c3", "being made");
    shelf.speeds.put("ghost", "any");
    List<Drift> found = new ArrayList<>();

    Sweep sweep = new DriftReports(scope, List.of(shelf)).sweep(Pace.FULL, found::add);

    assertThat(sweep).isEqualTo(new Sweep(3, 4, 3, Map.of()));
    assertThat(found)
        .extracting(drift -> drift.kind() + " " + drift.target())
        .containsExactlyInAnyOrder("DIFFERENT c1", "MISSING c2", "STRAY ghost");
    assertThat(shelf.compared).containsExactlyInAnyOrder("c0", "c1", "c2");
  }

  @Test
  void a_sweep_pauses_after_each_service_and_after_every_tenth_thing_that_is_looked_up()
      throws Exception {
    TenantScope scope = withServices(3, 0);
    Shelf shelf = new Shelf("shelf");
    for (int i = 0; i < 25; i++) {
      shelf.speeds.put("ghost" + i, "any");
    }
    Duration pause = Duration.ofMillis(100);
    long start = System.nanoTime();

    Sweep sweep = new DriftReports(scope, List.of(shelf)).sweep(new Pace(pause), drift -> {});

    // nothing but the pauses is counted on: no machine is too fast for them
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(pause.multipliedBy(3 + 25 / 10));
    assertThat(sweep).isEqualTo(new Sweep(3, 25, 28, Map.of()));
  }

  @Test
  void a_system_that_is_away_is_named_and_the_others_are_compared() {
    TenantScope scope = withServices(2, 0);
    Shelf away = new Shelf("away");
    away.away = true;
    Shelf there = new Shelf("there");
    DriftReports reports = new DriftReports(scope, List.of(away, there));

    DriftReport report = reports.ofCustomer(JANE);

    assertThat(report.unread()).containsOnlyKeys("away");
    assertThat(report.drifts()).hasSize(2);
    assertThat(report.isClean()).isFalse();
    assertThat(report.plan())
        .extracting(Change::action)
        .containsExactly(Change.Action.CREATE, Change.Action.CREATE);
  }

  @Test
  void what_was_mended_is_clean_afterwards() {
    TenantScope scope = withServices(1, 0);
    Shelf shelf = new Shelf("shelf");
    DriftReports reports = new DriftReports(scope, List.of(shelf));

    reports.ofCustomer(JANE).drifts().forEach(drift -> reports.mend(drift).orElseThrow());

    assertThat(reports.ofCustomer(JANE).isClean()).isTrue();
    Drift foreign = new Drift("elsewhere", Drift.Kind.STRAY, "x", null, List.of());
    assertThatThrownBy(() -> reports.mend(foreign))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("elsewhere")
        .hasMessageContaining("shelf");
  }

  @Test
  void a_round_of_the_job_mends_where_it_may_and_is_refused_where_it_could_not_read()
      throws Exception {
    TenantScope scope = withServices(2, 0);
    Shelf shelf = new Shelf("shelf");
    shelf.speeds.put("ghost", "any");
    Shelf away = new Shelf("away");
    away.away = true;
    DriftReports reports = new DriftReports(scope, List.of(shelf, away), List.of());

    Outcome<String> seen = DriftJob.round(scope.id(), reports, Pace.FULL, false);
    assertThat(shelf.speeds).containsOnlyKeys("ghost");
    assertThat(seen)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> {
              assertThat(refused.refusal().isPermanent()).isTrue();
              assertThat(refused.refusal().toString())
                  .contains("2 services, 3 drifts", "not read to the end", "away");
            });

    away.away = false;
    Outcome<String> mended = DriftJob.round(scope.id(), reports, Pace.FULL, true);
    Outcome<String> after = DriftJob.round(scope.id(), reports, Pace.FULL, true);

    assertThat(mended.orElseThrow()).isEqualTo("2 services, 5 drifts, 4 of 4 mended");
    assertThat(after.orElseThrow()).isEqualTo("2 services, 1 drifts, 0 of 0 mended");
  }

  @Test
  void a_sweep_asks_a_busy_system_again_and_goes_on_after_a_service_that_cannot_be_read()
      throws Exception {
    TenantScope scope = withServices(3, 0);
    Shelf shelf = new Shelf("shelf");
    shelf.silent = 2;
    shelf.refused = "c1";
    List<Duration> patience = List.of(Duration.ofMillis(1), Duration.ofMillis(1));
    List<Drift> found = new ArrayList<>();

    Sweep sweep = new DriftReports(scope, List.of(shelf), patience).sweep(Pace.FULL, found::add);

    assertThat(found).extracting(Drift::target).containsExactlyInAnyOrder("c0", "c2");
    assertThat(sweep.unread().values()).extracting(Refusal::code).containsExactly("odd");

    shelf.silent = 3;
    Sweep given = new DriftReports(scope, List.of(shelf), patience).sweep(Pace.FULL, found::add);
    assertThat(given.unread().values()).extracting(Refusal::code).containsExactly("busy");
    assertThat(given.drifts()).isZero();
  }

  @Test
  void services_are_found_by_name_address_and_device() throws Exception {
    TenantScope scope = withServices(1, 1);
    KnownServices services = new KnownServices(scope);

    assertThat(services.byUsername("c0")).get().extracting(ExpectedService::active).isEqualTo(true);
    assertThat(services.byUsername("c1"))
        .get()
        .extracting(ExpectedService::active)
        .isEqualTo(false);
    assertThat(services.byAddress(Prefix.address("100.64.0.10")))
        .get()
        .extracting(ExpectedService::username)
        .isEqualTo("c0");
    assertThat(services.byAddress(Prefix.address("100.64.0.99"))).isEmpty();
    assertThat(services.byDevice("HW-1")).isPresent();
    assertThat(services.byUsername("c0"))
        .get()
        .extracting(ExpectedService::operation)
        .isEqualTo(TestTenants.operation(scope, "open0").id());
    assertThat(new DriftReports(scope, List.of()).ofService("none")).isEmpty();
  }
}
