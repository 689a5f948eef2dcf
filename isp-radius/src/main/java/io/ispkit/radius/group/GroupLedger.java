package io.ispkit.radius.group;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import io.ispkit.core.operation.Operation;
import io.ispkit.radius.RadiusTables;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.SQLStateClass;
import org.jooq.impl.SQLDataType;

/** Our own table of what operations changed of groups, and of whose rows are being changed. */
final class GroupLedger {

  static final String TABLE = "isp_group_change";

  private static final Field<String> TENANT = field(name("tenant_id"), SQLDataType.VARCHAR);
  private static final Field<String> OPERATION = field(name("operation_id"), SQLDataType.VARCHAR);
  private static final Field<String> BEFORE = field(name("before_image"), SQLDataType.VARCHAR);
  private static final Field<String> WRITTEN = field(name("written_hash"), SQLDataType.VARCHAR);

  private final RadiusTables tables;
  private final Table<Record> ledger;

  /** What one operation found and wrote. */
  record Entry(String before, String written) {}

  GroupLedger(RadiusTables tables) {
    this.tables = tables;
    this.ledger = tables.layout().named(TABLE);
  }

  Optional<Entry> find(Operation operation) {
    return tables
        .sql()
        .select(BEFORE, WRITTEN)
        .from(ledger)
        .where(is(operation))
        .fetchOptional(row -> new Entry(row.get(BEFORE), row.get(WRITTEN)));
  }

  /** Waits until no other operation changes rows of the same users and groups, in a fixed order. */
  void lock(Collection<Place> places) {
    TreeSet<String> locks = new TreeSet<>();
    places.forEach(place -> locks.add(place.lock()));
    for (String lock : locks) {
      if (!holds(lock)) {
        // no tenant has an empty name
        insert("", lock, "", "");
        holds(lock);
      }
    }
  }

  private boolean holds(String lock) {
    return tables
        .sql()
        .select(OPERATION)
        .from(ledger)
        .where(TENANT.eq("").and(OPERATION.eq(lock)))
        .forUpdate()
        .fetch()
        .isNotEmpty();
  }

  /** False when the operation has an entry already, or is writing one; the transaction goes on. */
  boolean insert(Operation operation, String before, String written) {
    return insert(operation.tenant().value(), operation.id().value(), before, written);
  }

  /**
   * Waits until no transaction of this operation is under way: a commit that was sent may still be
   * on its way when its sender has given up. Leaves nothing behind.
   */
  void settle(Operation operation) {
    if (insert(operation, "", "")) {
      delete(operation);
    }
  }

  void delete(Operation operation) {
    tables.sql().deleteFrom(ledger).where(is(operation)).execute();
  }

  private boolean insert(String tenant, String operation, String before, String written) {
    var insert =
        tables
            .sql()
            .insertInto(ledger)
            .set(TENANT, tenant)
            .set(OPERATION, operation)
            .set(BEFORE, before)
            .set(WRITTEN, written);
    if (tables.layout().dialect() == SQLDialect.POSTGRES) {
      // a failed statement would end the caller's transaction
      return insert.onConflictDoNothing().execute() == 1;
    }
    try {
      return insert.execute() == 1;
    } catch (DataAccessException e) {
      if (e.sqlStateClass() == SQLStateClass.C23_INTEGRITY_CONSTRAINT_VIOLATION) {
        return false;
      }
      throw e;
    }
  }

  private static Condition is(Operation operation) {
    return TENANT.eq(operation.tenant().value()).and(OPERATION.eq(operation.id().value()));
  }
}
