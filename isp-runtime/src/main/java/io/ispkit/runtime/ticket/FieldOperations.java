package io.ispkit.runtime.ticket;

import static io.ispkit.runtime.internal.jooq.Tables.INSTALLATION;
import static io.ispkit.runtime.internal.jooq.Tables.TICKET;

import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.event.EventTypes;
import io.ispkit.core.installation.Installation;
import io.ispkit.core.installation.InstallationDesk;
import io.ispkit.core.installation.InstallationRequest;
import io.ispkit.core.installation.Priority;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.internal.jooq.tables.records.InstallationRecord;
import io.ispkit.runtime.internal.jooq.tables.records.TicketRecord;
import io.ispkit.runtime.tenant.Fields;
import io.ispkit.runtime.tenant.TenantScope;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The installation desk over the tickets and technicians that the backend keeps itself. */
public final class FieldOperations implements InstallationDesk {

  private final TenantScope scope;
  private final Tickets tickets;
  private final Technicians technicians;
  private final VisitRules rules;

  public FieldOperations(
      TenantScope scope, Tickets tickets, Technicians technicians, VisitRules rules) {
    this.scope = scope;
    this.tickets = tickets;
    this.technicians = technicians;
    this.rules = rules;
  }

  @Override
  public Reach reach() {
    return Reach.TRANSACTION;
  }

  @Override
  public Outcome<List<Change>> plan(InstallationRequest request, Operation operation) {
    return scope.read(
        operation,
        jooq -> {
          InstallationRecord row = row(jooq, byOperation(operation));
          if (row != null) {
            return Outcome.done(
                List.of(Change.none(Fields.DATABASE, "installation " + row.getId())));
          }
          Instant now = scope.now();
          Instant visit = visit(request, now);
          Instant due = rules.due(request.priority(), now, visit);
          String technician = technicians.leastLoaded(jooq, rules.team()).orElse(null);
          return Outcome.done(
              List.of(
                  Change.create(
                      Fields.DATABASE,
                      "installation ticket for customer " + request.customer(),
                      FieldChange.set("team", rules.team()),
                      new FieldChange("technician_id", null, technician),
                      FieldChange.set("installation_address", request.address()),
                      FieldChange.set("scheduled_date", visit.toString()),
                      FieldChange.set("priority", lower(request.priority())),
                      FieldChange.set("sla_due_date", due.toString()))));
        });
  }

  @Override
  public Outcome<Installation> schedule(InstallationRequest request, Operation operation) {
    return scope.write(
        operation,
        tx -> {
          DSLContext jooq = scope.lock(tx);
          InstallationRecord row = row(jooq, byOperation(operation));
          if (row == null) {
            return Outcome.done(installation(jooq, add(tx, request, operation)));
          }
          return row.getStatus().equals(Installation.Status.CANCELLED.name())
              ? Outcome.refused("cancelled", "installation " + row.getId() + " was cancelled")
              : Outcome.done(installation(jooq, row));
        });
  }

  @Override
  public Outcome<List<Change>> cancel(Operation operation) {
    return scope.write(
        operation,
        tx -> {
          InstallationRecord row = row(scope.lock(tx), byOperation(operation));
          if (row == null || row.getStatus().equals(Installation.Status.CANCELLED.name())) {
            return Outcome.done(List.of());
          }
          if (row.getStatus().equals(Installation.Status.COMPLETED.name())) {
            return Outcome.refused(
                "already_completed", "installation " + row.getId() + " is completed");
          }
          row.setStatus(Installation.Status.CANCELLED.name());
          row.update();
          Ticket ticket =
              tickets.close(tx, row.getTicketId(), Ticket.Status.CANCELLED, scope.now(), operation);
          return Outcome.done(
              List.of(
                  Change.update(
                      Fields.DATABASE,
                      "ticket " + ticket.number(),
                      new FieldChange("status", "open", "cancelled"))));
        });
  }

  @Override
  public Outcome<Optional<Installation>> find(Operation operation) {
    return Outcome.done(
        scope.read(
            operation,
            jooq ->
                Optional.ofNullable(row(jooq, byOperation(operation)))
                    .map(row -> installation(jooq, row))));
  }

  @Override
  public Outcome<Installation> complete(String id, Instant completedAt, Operation operation) {
    return scope.write(
        operation,
        tx -> {
          DSLContext jooq = scope.lock(tx);
          InstallationRecord row = row(jooq, INSTALLATION.ID.eq(id));
          if (row == null) {
            return Outcome.refused("not_found", "installation " + id + " is unknown");
          }
          if (row.getStatus().equals(Installation.Status.CANCELLED.name())) {
            return Outcome.refused("cancelled", "installation " + id + " was cancelled");
          }
          if (row.getStatus().equals(Installation.Status.SCHEDULED.name())) {
            Instant at = completedAt.truncatedTo(ChronoUnit.MICROS);
            row.setStatus(Installation.Status.COMPLETED.name());
            row.setCompletedAt(at);
            row.update();
            tickets.close(tx, row.getTicketId(), Ticket.Status.COMPLETED, at, operation);
            scope.publish(
                tx,
                EventTypes.INSTALLATION_COMPLETED,
                row.getCustomerId(),
                Map.of(
                    "installation_id", id,
                    "customer_id", row.getCustomerId(),
                    "service_id", row.getServiceId(),
                    "completed_at", at.toString()));
          }
          return Outcome.done(installation(jooq, row));
        });
  }

  private InstallationRecord add(
      Transaction transaction, InstallationRequest request, Operation operation) {
    Instant now = scope.now();
    Instant visit = visit(request, now);
    Ticket ticket =
        tickets.open(
            transaction,
            new NewTicket(
                request.customer(),
                "installation",
                "Installation at " + request.address(),
                rules.team(),
                request.priority(),
                visit),
            operation);
    InstallationRecord row = new InstallationRecord();
    row.setTenantId(scope.key());
    row.setId(scope.ids().next());
    row.setOperationId(operation.id().value());
    row.setTicketId(ticket.id());
    row.setCustomerId(request.customer().value());
    row.setServiceId(request.serviceId());
    row.setAddress(request.address());
    row.setScheduledAt(visit);
    row.setStatus(Installation.Status.SCHEDULED.name());
    row.setNotes(request.notes());
    row.setCreatedAt(ticket.createdAt());
    scope.jooq(transaction).insertInto(INSTALLATION).set(row).execute();
    return row;
  }

  private Instant visit(InstallationRequest request, Instant now) {
    Instant wish = request.scheduledAt();
    return wish == null
        ? rules.defaultVisit(now, scope.profile().zone())
        : wish.truncatedTo(ChronoUnit.MICROS);
  }

  private Condition byOperation(Operation operation) {
    return INSTALLATION.OPERATION_ID.eq(operation.id().value());
  }

  private @Nullable InstallationRecord row(DSLContext jooq, Condition condition) {
    return jooq.selectFrom(INSTALLATION)
        .where(INSTALLATION.TENANT_ID.eq(scope.key()))
        .and(condition)
        .fetchOne();
  }

  private Installation installation(DSLContext jooq, InstallationRecord row) {
    TicketRecord ticket =
        jooq.selectFrom(TICKET)
            .where(TICKET.TENANT_ID.eq(scope.key()))
            .and(TICKET.ID.eq(row.getTicketId()))
            .fetchSingle();
    return new Installation(
        row.getId(),
        row.getTicketId(),
        ticket.getTicketNumber(),
        new CustomerId(row.getCustomerId()),
        row.getAddress(),
        ticket.getTechnicianId(),
        row.getScheduledAt(),
        Installation.Status.valueOf(row.getStatus()),
        Priority.valueOf(ticket.getPriority()),
        ticket.getCreatedAt(),
        ticket.getSlaDueAt());
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
