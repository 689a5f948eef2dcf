package io.ispkit.runtime.ticket;

import static io.ispkit.runtime.internal.jooq.Tables.TECHNICIAN;
import static io.ispkit.runtime.internal.jooq.Tables.TICKET;

import io.ispkit.core.change.Change;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.internal.jooq.tables.records.TechnicianRecord;
import io.ispkit.runtime.tenant.Fields;
import io.ispkit.runtime.tenant.TenantScope;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The technicians of one tenant. Thread-safe. */
public final class Technicians {

  private final TenantScope scope;

  public Technicians(TenantScope scope) {
    this.scope = scope;
  }

  /** {@link #save(Transaction, Technician)} in a transaction of its own. */
  public Change save(Technician technician) {
    return scope.database().transact(tx -> save(tx, technician));
  }

  /**
   * Creates the technician, or brings the one of the same id to this content. Work assigned before
   * stays assigned.
   *
   * @return what was written; {@code NONE} when nothing had to be
   */
  public Change save(Transaction transaction, Technician technician) {
    DSLContext jooq = scope.lock(transaction);
    TechnicianRecord row = row(jooq, technician.id());
    Fields fields = compare(row, technician);
    String target = "technician " + technician.id();
    if (row == null) {
      TechnicianRecord added = new TechnicianRecord(scope.key(), technician.id(), "", "", false);
      write(added, technician);
      jooq.insertInto(TECHNICIAN).set(added).execute();
      return fields.created(target);
    }
    if (!fields.isEmpty()) {
      write(row, technician);
      row.update();
    }
    return fields.updated(target);
  }

  public Optional<Technician> find(String id) {
    return scope
        .database()
        .read(jooq -> Optional.ofNullable(row(jooq, id)))
        .map(Technicians::technician);
  }

  /** All technicians in the order of their ids. */
  public List<Technician> all() {
    return scope
        .database()
        .read(
            jooq ->
                jooq.selectFrom(TECHNICIAN)
                    .where(TECHNICIAN.TENANT_ID.eq(scope.key()))
                    .orderBy(TECHNICIAN.ID)
                    .fetch(Technicians::technician));
  }

  /**
   * Who of the team has the fewest open tickets; of equals the one whose id comes first. Decides
   * for good only under the tenant's lock.
   */
  Optional<String> leastLoaded(DSLContext jooq, String team) {
    var load = DSL.count(TICKET.ID);
    return jooq.select(TECHNICIAN.ID, load)
        .from(TECHNICIAN)
        .leftJoin(TICKET)
        .on(TICKET.TENANT_ID.eq(TECHNICIAN.TENANT_ID))
        .and(TICKET.TECHNICIAN_ID.eq(TECHNICIAN.ID))
        .and(TICKET.STATUS.eq(Ticket.Status.OPEN.name()))
        .where(TECHNICIAN.TENANT_ID.eq(scope.key()))
        .and(TECHNICIAN.ACTIVE.isTrue())
        .and(TECHNICIAN.TEAM.eq(team))
        .groupBy(TECHNICIAN.ID)
        .orderBy(load, TECHNICIAN.ID)
        .limit(1)
        .fetchOptional(TECHNICIAN.ID);
  }

  private static void write(TechnicianRecord row, Technician technician) {
    row.setName(technician.name());
    row.setTeam(technician.team());
    row.setActive(technician.active());
  }

  private static Fields compare(@Nullable TechnicianRecord row, Technician technician) {
    return new Fields()
        .compare("name", row == null ? null : row.getName(), technician.name())
        .compare("team", row == null ? null : row.getTeam(), technician.team())
        .compare("active", row == null ? null : row.getActive(), technician.active());
  }

  private @Nullable TechnicianRecord row(DSLContext jooq, String id) {
    return jooq.selectFrom(TECHNICIAN)
        .where(TECHNICIAN.TENANT_ID.eq(scope.key()))
        .and(TECHNICIAN.ID.eq(id))
        .fetchOne();
  }

  private static Technician technician(TechnicianRecord row) {
    return new Technician(row.getId(), row.getName(), row.getTeam(), row.getActive());
  }
}
