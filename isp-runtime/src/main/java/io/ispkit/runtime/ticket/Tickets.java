package io.ispkit.runtime.ticket;

import static io.ispkit.runtime.internal.jooq.Tables.TICKET;
import static io.ispkit.runtime.internal.jooq.Tables.TICKET_HISTORY;

import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.event.EventTypes;
import io.ispkit.core.installation.Priority;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.internal.jooq.tables.records.TicketHistoryRecord;
import io.ispkit.runtime.internal.jooq.tables.records.TicketRecord;
import io.ispkit.runtime.tenant.TenantScope;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The tickets of one tenant. Thread-safe. Every ticket goes to the technician of its team with the
 * fewest open ones; orders that arrive at once are spread, too.
 */
public final class Tickets {

  private static final int DRAWS = 200;

  private final TenantScope scope;
  private final Technicians technicians;
  private final VisitRules rules;

  public Tickets(TenantScope scope, Technicians technicians, VisitRules rules) {
    this.scope = scope;
    this.technicians = technicians;
    this.rules = rules;
  }

  /**
   * Opens a ticket, and publishes {@code ticket.created}. Not idempotent: who may come twice looks
   * first, as the installation desk does.
   *
   * @throws PermanentException the day has no free number left (it has about a million)
   */
  public Ticket open(Transaction transaction, NewTicket wish, Operation operation) {
    DSLContext jooq = scope.lock(transaction);
    Instant now = scope.now();
    TicketRecord row = new TicketRecord();
    row.setTenantId(scope.key());
    row.setId(scope.ids().next());
    row.setTicketNumber(freeNumber(jooq, now.atZone(scope.profile().zone()).toLocalDate()));
    row.setCustomerId(wish.customer().value());
    row.setKind(wish.kind());
    row.setSubject(wish.subject());
    row.setTeam(wish.team());
    row.setStatus(Ticket.Status.OPEN.name());
    row.setPriority(wish.priority().name());
    row.setTechnicianId(technicians.leastLoaded(jooq, wish.team()).orElse(null));
    row.setCreatedAt(now);
    row.setSlaDueAt(rules.due(wish.priority(), now, wish.visit()));
    jooq.insertInto(TICKET).set(row).execute();
    note(jooq, row.getId(), "opened", wish.subject(), operation);
    if (row.getTechnicianId() != null) {
      note(jooq, row.getId(), "assigned", row.getTechnicianId(), operation);
    }
    scope.publish(transaction, EventTypes.TICKET_CREATED, row.getCustomerId(), event(row));
    return ticket(row);
  }

  /**
   * Closes an open ticket; cancelling publishes {@code ticket.cancelled}. A ticket that is closed
   * stays as it is.
   *
   * @param status how it ends: completed or cancelled
   * @throws PermanentException there is no such ticket
   */
  public Ticket close(
      Transaction transaction, String id, Ticket.Status status, Instant at, Operation operation) {
    if (status == Ticket.Status.OPEN) {
      throw new IllegalArgumentException("a ticket is not closed as open");
    }
    DSLContext jooq = scope.lock(transaction);
    TicketRecord row = jooq.selectFrom(TICKET).where(mine()).and(TICKET.ID.eq(id)).fetchOne();
    if (row == null) {
      throw new PermanentException("ticket " + id + " of tenant " + scope.id() + " is unknown");
    }
    if (row.getStatus().equals(Ticket.Status.OPEN.name())) {
      row.setStatus(status.name());
      row.setClosedAt(at);
      row.update();
      note(jooq, id, status.name().toLowerCase(Locale.ROOT), "", operation);
      if (status == Ticket.Status.CANCELLED) {
        scope.publish(transaction, EventTypes.TICKET_CANCELLED, row.getCustomerId(), event(row));
      }
    }
    return ticket(row);
  }

  public Optional<Ticket> find(String id) {
    return first(TICKET.ID.eq(id));
  }

  public Optional<Ticket> findByNumber(String number) {
    return first(TICKET.TICKET_NUMBER.eq(number));
  }

  /** Tickets of a customer, newest first. */
  public List<Ticket> of(CustomerId customer, int limit) {
    return scope
        .database()
        .read(
            jooq ->
                jooq.selectFrom(TICKET)
                    .where(mine())
                    .and(TICKET.CUSTOMER_ID.eq(customer.value()))
                    .orderBy(TICKET.CREATED_AT.desc(), TICKET.ID.desc())
                    .limit(limit)
                    .fetch(Tickets::ticket));
  }

  /** Open tickets, those due first first; of one technician, or of all when null. */
  public List<Ticket> open(@Nullable String technicianId, int limit) {
    Condition whose =
        technicianId == null ? DSL.noCondition() : TICKET.TECHNICIAN_ID.eq(technicianId);
    return scope
        .database()
        .read(
            jooq ->
                jooq.selectFrom(TICKET)
                    .where(mine())
                    .and(TICKET.STATUS.eq(Ticket.Status.OPEN.name()))
                    .and(whose)
                    .orderBy(TICKET.SLA_DUE_AT, TICKET.ID)
                    .limit(limit)
                    .fetch(Tickets::ticket));
  }

  /** What happened to a ticket, in order. */
  public List<Ticket.Entry> history(String id) {
    return scope
        .database()
        .read(
            jooq ->
                jooq.selectFrom(TICKET_HISTORY)
                    .where(TICKET_HISTORY.TENANT_ID.eq(scope.key()))
                    .and(TICKET_HISTORY.TICKET_ID.eq(id))
                    .orderBy(TICKET_HISTORY.ENTRY_NO)
                    .fetch(
                        row ->
                            new Ticket.Entry(
                                row.getEnteredAt(),
                                row.getEntry(),
                                row.getDetail(),
                                row.getOperationId())));
  }

  private String freeNumber(DSLContext jooq, LocalDate date) {
    for (int i = 0; i < DRAWS; i++) {
      String number = TicketNumber.draw(date, scope.random());
      if (!jooq.fetchExists(TICKET, mine().and(TICKET.TICKET_NUMBER.eq(number)))) {
        return number;
      }
    }
    throw new PermanentException("no free ticket number left on " + date);
  }

  private void note(
      DSLContext jooq, String ticketId, String entry, String detail, Operation operation) {
    int last =
        jooq.fetchCount(
            TICKET_HISTORY,
            TICKET_HISTORY.TENANT_ID.eq(scope.key()).and(TICKET_HISTORY.TICKET_ID.eq(ticketId)));
    TicketHistoryRecord row =
        new TicketHistoryRecord(
            scope.key(), ticketId, last + 1, scope.now(), entry, detail, operation.id().value());
    jooq.insertInto(TICKET_HISTORY).set(row).execute();
  }

  private Optional<Ticket> first(Condition condition) {
    return scope
        .database()
        .read(
            jooq ->
                jooq.selectFrom(TICKET)
                    .where(mine())
                    .and(condition)
                    .fetchOptional()
                    .map(Tickets::ticket));
  }

  private Condition mine() {
    return TICKET.TENANT_ID.eq(scope.key());
  }

  private static Map<String, Object> event(TicketRecord row) {
    String technician = row.getTechnicianId();
    return Map.of(
        "ticket_id", row.getId(),
        "ticket_number", row.getTicketNumber(),
        "customer_id", row.getCustomerId(),
        "kind", row.getKind(),
        "priority", row.getPriority().toLowerCase(Locale.ROOT),
        "technician_id", technician == null ? "" : technician,
        "sla_due_date", row.getSlaDueAt().toString());
  }

  private static Ticket ticket(TicketRecord row) {
    return new Ticket(
        row.getId(),
        row.getTicketNumber(),
        new CustomerId(row.getCustomerId()),
        row.getKind(),
        row.getSubject(),
        row.getTeam(),
        Ticket.Status.valueOf(row.getStatus()),
        Priority.valueOf(row.getPriority()),
        row.getTechnicianId(),
        row.getCreatedAt(),
        row.getSlaDueAt(),
        row.getClosedAt());
  }
}
