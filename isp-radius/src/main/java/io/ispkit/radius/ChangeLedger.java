package io.ispkit.radius;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import io.ispkit.core.operation.Operation;
import io.ispkit.core.tenant.TenantId;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.SQLStateClass;
import org.jooq.impl.SQLDataType;

/** Our own table of what operations changed of subscribers that stand there. */
final class ChangeLedger {

  static final String TABLE = "isp_subscriber_change";

  private static final Field<String> TENANT = field(name("tenant_id"), SQLDataType.VARCHAR);
  private static final Field<String> OPERATION = field(name("operation_id"), SQLDataType.VARCHAR);
  private static final Field<String> USERNAME = field(name("username"), SQLDataType.VARCHAR);
  private static final Field<String> BEFORE = field(name("before_image"), SQLDataType.VARCHAR);
  private static final Field<String> DESIRED = field(name("before_desired"), SQLDataType.VARCHAR);
  private static final Field<String> WRITTEN = field(name("written_hash"), SQLDataType.VARCHAR);
  private static final Field<String> RESULT = field(name("result"), SQLDataType.VARCHAR);
  private static final Field<String> SESSIONS = field(name("sessions"), SQLDataType.VARCHAR);

  private final DSLContext sql;
  private final Layout layout;

  ChangeLedger(RadiusTables tables) {
    this.sql = tables.sql();
    this.layout = tables.layout();
  }

  Optional<ChangeEntry> find(Operation operation) {
    return sql.select(USERNAME, BEFORE, DESIRED, WRITTEN, RESULT, SESSIONS)
        .from(layout.changes())
        .where(is(operation))
        .fetchOptional(ChangeLedger::entry);
  }

  /** As {@link #find}, and keeps others from changing the entry until the transaction ends. */
  Optional<ChangeEntry> lock(Operation operation) {
    return sql.select(USERNAME, BEFORE, DESIRED, WRITTEN, RESULT, SESSIONS)
        .from(layout.changes())
        .where(is(operation))
        .forUpdate()
        .fetchOptional(ChangeLedger::entry);
  }

  /** False when the operation has an entry already, or is writing one; the transaction goes on. */
  boolean insert(Operation operation, ChangeEntry entry) {
    var insert =
        sql.insertInto(layout.changes())
            .set(TENANT, operation.tenant().value())
            .set(OPERATION, operation.id().value())
            .set(USERNAME, entry.username())
            .set(BEFORE, entry.before())
            .set(DESIRED, entry.desired())
            .set(WRITTEN, entry.written())
            .set(RESULT, entry.result())
            .set(SESSIONS, entry.sessions());
    if (layout.dialect() == SQLDialect.POSTGRES) {
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

  /**
   * Waits until no transaction of this operation is under way: a commit that was sent may still be
   * on its way when its sender has given up. Leaves nothing behind.
   */
  void settle(Operation operation) {
    if (insert(operation, new ChangeEntry("~", "", "", "", "", null))) {
      delete(operation);
    }
  }

  void concern(Operation operation, String sessions) {
    sql.update(layout.changes()).set(SESSIONS, sessions).where(is(operation)).execute();
  }

  void delete(Operation operation) {
    sql.deleteFrom(layout.changes()).where(is(operation)).execute();
  }

  /** Forgets all changes of a subscriber that goes, and the passwords in their before-images. */
  void forget(TenantId tenant, String username) {
    sql.deleteFrom(layout.changes())
        .where(TENANT.eq(tenant.value()).and(USERNAME.eq(username)))
        .execute();
  }

  private static Condition is(Operation operation) {
    return TENANT.eq(operation.tenant().value()).and(OPERATION.eq(operation.id().value()));
  }

  private static ChangeEntry entry(Record row) {
    return new ChangeEntry(
        row.get(USERNAME),
        row.get(BEFORE),
        row.get(DESIRED),
        row.get(WRITTEN),
        row.get(RESULT),
        row.get(SESSIONS));
  }
}
