package io.ispkit.runtime.service;

import static io.ispkit.runtime.internal.jooq.Tables.BILLING_PERIOD;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.address.Prefix;
import io.ispkit.core.customer.Customer;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.installation.Installation;
import io.ispkit.core.installation.InstallationRequest;
import io.ispkit.core.installation.Priority;
import io.ispkit.core.money.Money;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.plan.BandwidthPlan;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.service.Service;
import io.ispkit.core.service.ServiceRequest;
import io.ispkit.runtime.customer.Customers;
import io.ispkit.runtime.plan.Plans;
import io.ispkit.runtime.tenant.TenantScope;
import io.ispkit.runtime.tenant.TestTenants;
import io.ispkit.runtime.ticket.FieldOperations;
import io.ispkit.runtime.ticket.Technicians;
import io.ispkit.runtime.ticket.Tickets;
import io.ispkit.runtime.ticket.VisitRules;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class KeptServicesIT {

  private static final CustomerId JANE = new CustomerId("jane");

  private final TestTenants tenants;

  KeptServicesIT(TestDatabase place) {
    tenants = new TestTenants(place);
  }

  @AfterEach
  void close() {
    tenants.close();
  }

  /** The desks of one tenant, with a customer and a plan. */
  private static final class Desk {
    final TenantScope scope;
    final Subscriptions subscriptions;
    final KeptServices services;
    final FieldOperations field;

    Desk(TenantScope scope) {
      this.scope = scope;
      Plans plans = new Plans(scope);
      subscriptions = new Subscriptions(scope);
      services = new KeptServices(scope, plans, subscriptions);
      Technicians technicians = new Technicians(scope);
      VisitRules rules = VisitRules.ofDefaults();
      field =
          new FieldOperations(scope, new Tickets(scope, technicians, rules), technicians, rules);
      Money price = new Money(new BigDecimal("59.90"), Currency.getInstance("EUR"));
      plans.save(new BandwidthPlan("fiber", BitRate.ofGbps(1), BitRate.ofMbps(500), 100, price));
      new Customers(scope)
          .save(new Customer(JANE, "Jane", "jane@example.com", null, Locale.ENGLISH, "1 Main St"));
    }

    Operation op(String id) {
      return TestTenants.operation(scope, id);
    }

    Outcome<Service> open(String op, String email, String place, String serial) {
      return services.open(new ServiceRequest(JANE, "fiber", place, email, serial), op(op));
    }

    Service open(String op) {
      return open(op, "jane@example.com", "place " + op, "HW-" + op).orElseThrow();
    }

    Installation schedule(Service service, String op) {
      InstallationRequest request =
          new InstallationRequest(JANE, service.id(), "1 Main St", Priority.NORMAL, null, null);
      return field.schedule(request, op(op)).orElseThrow();
    }

    int billingPeriods() {
      return scope
          .database()
          .read(jooq -> jooq.fetchCount(BILLING_PERIOD, BILLING_PERIOD.TENANT_ID.eq(scope.key())));
    }
  }

  @Test
  void openingReservesAUserNameOnceAnOperation() {
    Desk desk = new Desk(tenants.tenant("realm-" + System.nanoTime(), "acme.net", "dyn.acme.net"));
    Service first = desk.open("op1");
    assertThat(desk.open("op1")).isEqualTo(first);
    assertThat(first.username()).isEqualTo("jane@acme.net");
    assertThat(first.dnsName()).isEqualTo("jane.dyn.acme.net");
    assertThat(first.vlan()).isEqualTo(100);
    Service second = desk.open("op2");
    assertThat(second.username()).isEqualTo("jane-2@acme.net");
    assertThat(second.dnsName()).isEqualTo("jane-2.dyn.acme.net");
    assertThat(tenants.types(desk.scope))
        .containsSubsequence("customer.subscription_state.changed", "service.opened");
  }

  @Test
  void aPlanSaysTheNextNameAndReservesNothing() {
    Desk desk = new Desk(tenants.tenant());
    ServiceRequest request =
        new ServiceRequest(JANE, "fiber", "1 Main St", "jane@example.com", "HW-1");
    Service planned = desk.services.plan(request, desk.op("op")).orElseThrow();
    assertThat(planned.username()).isEqualTo("jane");
    assertThat(planned.id()).isEqualTo(KeptServices.NEW_ID);
    assertThat(desk.services.planActivation(planned.id(), desk.op("a")).orElseThrow()).hasSize(3);
    assertThat(desk.services.find(desk.op("op")).orElseThrow()).isEmpty();
    assertThat(desk.open("other").username()).isEqualTo("jane");
  }

  @Test
  void manyOrdersAtOnceGetDifferentNames() throws Exception {
    Desk desk = new Desk(tenants.tenant());
    List<Callable<Service>> tasks = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      String op = "op" + i;
      tasks.add(() -> desk.open(op));
    }
    Set<String> expected = new TreeSet<>(Set.of("jane"));
    for (int i = 2; i <= 24; i++) {
      expected.add("jane-" + i);
    }
    assertThat(TestTenants.atOnce(tasks))
        .extracting(Service::username)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void ordersThatCannotBeAreRefused() {
    Desk desk = new Desk(tenants.tenant());
    desk.open("op", "jane@example.com", "1  Main St", "HW-1").orElseThrow();
    assertThat(code(desk.open("op2", "j@example.com", "1 MAIN st ", "HW-2")))
        .isEqualTo("duplicate_order");
    assertThat(code(desk.open("op3", "j@example.com", "elsewhere", "HW-1")))
        .isEqualTo("duplicate_order");
    ServiceRequest unknownPlan = new ServiceRequest(JANE, "none", "x", "j@example.com", "HW-9");
    assertThat(code(desk.services.open(unknownPlan, desk.op("op4")))).isEqualTo("unknown_plan");
    ServiceRequest nobody =
        new ServiceRequest(new CustomerId("nobody"), "fiber", "x", "j@example.com", "HW-9");
    assertThat(code(desk.services.open(nobody, desk.op("op5")))).isEqualTo("unknown_customer");
  }

  @Test
  void cancellingFreesTheNameAndMayBeRepeated() {
    Desk desk = new Desk(tenants.tenant());
    Service service = desk.open("op");
    assertThat(desk.services.cancel(desk.op("op")).orElseThrow()).hasSize(1);
    assertThat(desk.services.cancel(desk.op("op")).orElseThrow()).isEmpty();
    assertThat(desk.services.find(desk.op("op")).orElseThrow().orElseThrow().status())
        .isEqualTo(Service.Status.CANCELLED);
    assertThat(desk.open("other").username()).isEqualTo(service.username());
    assertThat(desk.subscriptions.of(JANE))
        .extracting(Subscription::state)
        .containsExactly(Subscription.State.CANCELLED, Subscription.State.PENDING);
  }

  @Test
  void activationStartsWhatWasAgreedAndItsUndoPutsEverythingBack() {
    Desk desk = new Desk(tenants.tenant());
    Subscription trial =
        desk.scope
            .database()
            .transact(tx -> desk.subscriptions.agree(tx, JANE, "fiber", Subscription.State.TRIAL));
    Service opened = desk.open("op");
    Installation arranged = desk.schedule(opened, "visit");
    assertThat(code(desk.services.activate(opened.id(), arranged, desk.op("act"))))
        .isEqualTo("not_installed");
    Installation visit =
        desk.field.complete(arranged.id(), desk.scope.now(), desk.op("visit")).orElseThrow();
    assertThat(code(desk.services.activate(opened.id(), elsewhere(visit), desk.op("act"))))
        .isEqualTo("not_installed");
    Service active = desk.services.activate(opened.id(), visit, desk.op("act")).orElseThrow();
    assertThat(active.status()).isEqualTo(Service.Status.ACTIVE);
    assertThat(active.subscriptionActivated()).isTrue();
    assertThat(active.billingStartedAt()).isEqualTo(desk.scope.now());
    assertThat(desk.subscriptions.find(trial.id()).orElseThrow().state())
        .isEqualTo(Subscription.State.ACTIVE);
    assertThat(desk.billingPeriods()).isOne();
    assertThat(desk.services.activate(opened.id(), visit, desk.op("second")).orElseThrow())
        .isEqualTo(active);
    assertThat(code(desk.services.cancel(desk.op("op")))).isEqualTo("already_active");

    assertThat(desk.services.deactivate(desk.op("second")).orElseThrow()).isEmpty();
    assertThat(desk.services.deactivate(desk.op("act")).orElseThrow()).hasSize(2);
    assertThat(desk.services.deactivate(desk.op("act")).orElseThrow()).isEmpty();
    assertThat(desk.services.find(desk.op("op")).orElseThrow()).contains(opened);
    Subscription restored = desk.subscriptions.find(trial.id()).orElseThrow();
    assertThat(restored.state()).isEqualTo(Subscription.State.TRIAL);
    assertThat(restored.activatedAt()).isNull();
    assertThat(desk.billingPeriods()).isZero();
    assertThat(new Services(desk.scope).find(opened.id()).orElseThrow().metadata()).isEmpty();
    desk.services.cancel(desk.op("op")).orElseThrow();
    assertThat(desk.subscriptions.find(trial.id())).contains(trial);
  }

  @Test
  void theAddressIsKeptWithTheService() {
    Desk desk = new Desk(tenants.tenant());
    Service service = desk.open("op");
    AddressAssignment address =
        new AddressAssignment(
            Prefix.address("2001:db8::7"),
            "2001:db8::/64",
            Prefix.address("2001:db8::1"),
            AddressAssignment.Method.NETBOX,
            "77",
            null);
    desk.services.assign(address, desk.op("op")).orElseThrow();
    assertThat(new Services(desk.scope).find(service.id()).orElseThrow().optionalAddress())
        .contains(address);
    assertThat(code(desk.services.assign(address, desk.op("never")))).isEqualTo("not_found");
  }

  @Test
  void tenantsWithTheSameIdsStayApart() {
    Desk one = new Desk(tenants.tenant());
    Desk two = new Desk(tenants.tenant());
    Service first = one.open("op");
    Service second = two.open("op");
    assertThat(second.username()).isEqualTo(first.username());
    two.services.cancel(two.op("op")).orElseThrow();
    assertThat(one.services.find(one.op("op")).orElseThrow()).contains(first);
    assertThat(new Services(two.scope).find(first.id())).isEmpty();
  }

  /** The same visit, at another customer's. */
  private static Installation elsewhere(Installation visit) {
    return new Installation(
        visit.id(),
        visit.ticketId(),
        visit.ticketNumber(),
        new CustomerId("john"),
        visit.address(),
        visit.technicianId(),
        visit.scheduledAt(),
        visit.status(),
        visit.priority(),
        visit.createdAt(),
        visit.slaDueAt());
  }

  private static String code(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal().code();
  }
}
