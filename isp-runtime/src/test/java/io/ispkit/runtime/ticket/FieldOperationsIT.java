package io.ispkit.runtime.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.change.Change;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.installation.Installation;
import io.ispkit.core.installation.InstallationRequest;
import io.ispkit.core.installation.Priority;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.runtime.tenant.TenantScope;
import io.ispkit.runtime.tenant.TestTenants;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class FieldOperationsIT {

  private static final InstallationRequest REQUEST =
      new InstallationRequest(
          new CustomerId("jane"), "svc", "1 Main St", Priority.NORMAL, null, null);

  private final TestTenants tenants;
  private final TenantScope scope;
  private final Technicians technicians;
  private final Tickets tickets;
  private final FieldOperations desk;

  FieldOperationsIT(TestDatabase place) {
    tenants = new TestTenants(place);
    scope = tenants.tenant();
    technicians = new Technicians(scope);
    tickets = new Tickets(scope, technicians, VisitRules.ofDefaults());
    desk = new FieldOperations(scope, tickets, technicians, VisitRules.ofDefaults());
  }

  @AfterEach
  void close() {
    tenants.close();
  }

  @Test
  void aVisitIsScheduledOnceAnOperation() {
    technicians.save(new Technician("tech-1", "Sam", "field_operations", true));
    Installation first = schedule("op");
    assertThat(schedule("op")).isEqualTo(first);
    assertThat(desk.find(TestTenants.operation(scope, "op")).orElseThrow()).contains(first);
    assertThat(first.technicianId()).isEqualTo("tech-1");
    // The tenant's day: in Auckland the 17th has begun.
    assertThat(first.ticketNumber()).matches("TCK-20251017-[0-9A-Z]{4}");
    assertThat(first.scheduledAt()).isEqualTo("2025-10-19T21:00:00Z");
    assertThat(first.slaDueAt()).isAfter(first.scheduledAt());
    assertThat(tenants.types(scope)).containsExactly("ticket.created");
    assertThat(tickets.history(first.ticketId()))
        .extracting(Ticket.Entry::entry)
        .containsExactly("opened", "assigned");
  }

  @Test
  void withoutATechnicianTheTicketWaitsForOne() {
    assertThat(schedule("op").technicianId()).isNull();
  }

  @Test
  void ordersAtOnceAreSpreadEvenlyAndTheirNumbersDiffer() throws Exception {
    for (int i = 1; i <= 4; i++) {
      technicians.save(new Technician("tech-" + i, "T", "field_operations", true));
    }
    technicians.save(new Technician("a-gone", "T", "field_operations", false));
    technicians.save(new Technician("a-office", "T", "office", true));
    List<Callable<Installation>> tasks = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String operation = "op" + i;
      tasks.add(() -> schedule(operation));
    }
    List<Installation> all = TestTenants.atOnce(tasks);
    Map<String, Long> load =
        all.stream()
            .collect(Collectors.groupingBy(Installation::technicianId, Collectors.counting()));
    assertThat(load)
        .containsOnly(
            Map.entry("tech-1", 10L),
            Map.entry("tech-2", 10L),
            Map.entry("tech-3", 10L),
            Map.entry("tech-4", 10L));
    assertThat(all).extracting(Installation::ticketNumber).doesNotHaveDuplicates();
  }

  @Test
  void cancellingUndoesTheVisitOnceAndOnlyItsOwn() {
    Installation mine = schedule("op");
    Installation other = schedule("other");
    assertThat(cancel("op").orElseThrow()).hasSize(1);
    assertThat(cancel("op").orElseThrow()).isEmpty();
    assertThat(cancel("never").orElseThrow()).isEmpty();
    assertThat(tickets.find(mine.ticketId()).orElseThrow().status())
        .isEqualTo(Ticket.Status.CANCELLED);
    assertThat(tickets.find(other.ticketId()).orElseThrow().status()).isEqualTo(Ticket.Status.OPEN);
    assertThat(code(complete(mine.id()))).isEqualTo("cancelled");
    assertThat(tenants.types(scope))
        .containsExactly("ticket.created", "ticket.created", "ticket.cancelled");
  }

  @Test
  void completingKeepsTheFirstTimeAndCannotBeCancelled() {
    Installation visit = schedule("op");
    assertThat(complete(visit.id()).orElseThrow().status())
        .isEqualTo(Installation.Status.COMPLETED);
    assertThat(complete(visit.id()).isDone()).isTrue();
    assertThat(code(complete("nothing"))).isEqualTo("not_found");
    assertThat(code(cancel("op"))).isEqualTo("already_completed");
    assertThat(tenants.types(scope)).containsExactly("ticket.created", "installation.completed");
    assertThat(tickets.open(null, 10)).isEmpty();
  }

  @Test
  void aPlanWritesNothing() {
    technicians.save(new Technician("tech-1", "Sam", "field_operations", true));
    List<Change> plan = desk.plan(REQUEST, TestTenants.operation(scope, "op")).orElseThrow();
    assertThat(plan).singleElement().satisfies(c -> assertThat(c.fields()).hasSize(6));
    assertThat(tickets.open(null, 10)).isEmpty();
  }

  @Test
  void anotherTenantWithTheSameOperationIsApart() {
    TenantScope other = tenants.tenant();
    Technicians theirs = new Technicians(other);
    Tickets theirTickets = new Tickets(other, theirs, VisitRules.ofDefaults());
    schedule("op");
    assertThat(theirTickets.open(null, 10)).isEmpty();
    FieldOperations theirDesk =
        new FieldOperations(other, theirTickets, theirs, VisitRules.ofDefaults());
    assertThat(theirDesk.cancel(TestTenants.operation(other, "op")).orElseThrow()).isEmpty();
    assertThat(tickets.open(null, 10)).hasSize(1);
  }

  private Installation schedule(String operation) {
    return desk.schedule(REQUEST, TestTenants.operation(scope, operation)).orElseThrow();
  }

  private Outcome<List<Change>> cancel(String operation) {
    return desk.cancel(TestTenants.operation(scope, operation));
  }

  private Outcome<Installation> complete(String id) {
    return desk.complete(
        id, Instant.parse("2025-10-18T12:00:00Z"), TestTenants.operation(scope, "done"));
  }

  private static String code(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal().code();
  }
}
