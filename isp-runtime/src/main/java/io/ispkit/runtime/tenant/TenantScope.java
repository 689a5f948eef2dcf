package io.ispkit.runtime.tenant;

import static io.ispkit.runtime.internal.jooq.Tables.TENANT_LOCK;

import io.ispkit.core.event.EventSink;
import io.ispkit.core.id.IdGenerator;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.core.transaction.Transactions.Body;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.database.Dialect;
import io.ispkit.runtime.internal.jooq.tables.records.TenantLockRecord;
import io.ispkit.runtime.module.TenantProfile;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jooq.DSLContext;
import org.jooq.TableRecord;
import org.jooq.exception.IntegrityConstraintViolationException;

/**
 * One tenant's share of the backend. The services of the tenant do all their database work through
 * it. Immutable and thread-safe.
 *
 * @param random cryptographically strong
 */
public record TenantScope(
    TenantId id,
    TenantProfile profile,
    Database database,
    EventSink events,
    InstantSource clock,
    IdGenerator ids,
    RandomGenerator random) {

  public TenantScope {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(database, "database");
    Objects.requireNonNull(events, "events");
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(ids, "ids");
    Objects.requireNonNull(random, "random");
  }

  /** The tenant's id as it stands in the tables. */
  public String key() {
    return id.value();
  }

  /** The present time, as exact as the database keeps it. */
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** jOOQ on the transaction's connection. */
  public DSLContext jooq(Transaction transaction) {
    return database.jooq(transaction);
  }

  /**
   * Runs {@code body} in the operation's transaction, or in one of its own when it has none.
   *
   * @throws IllegalArgumentException the operation is another tenant's
   */
  public <T> T write(Operation operation, Body<T> body) {
    mine(operation.tenant());
    return operation.transaction().isPresent()
        ? body.run(operation.transaction().get())
        : database.transact(body);
  }

  /** Reads in the operation's transaction, or outside any when it has none. */
  public <T> T read(Operation operation, Function<DSLContext, T> query) {
    mine(operation.tenant());
    return operation.transaction().isPresent()
        ? query.apply(jooq(operation.transaction().get()))
        : database.read(query);
  }

  /**
   * Takes the tenant's lock until the transaction ends. What is decided by looking first (the next
   * free address, name or number, the technician with the least load) is decided under it. There is
   * one lock for all such decisions of a tenant, so that two transactions which carry many of them,
   * in any order, cannot lock each other out.
   */
  public DSLContext lock(Transaction transaction) {
    DSLContext jooq = jooq(transaction);
    if (!locked(jooq)) {
      insertIfAbsent(jooq, new TenantLockRecord(key()));
      locked(jooq);
    }
    return jooq;
  }

  /**
   * Inserts the row unless one of the same key is there. Waits for a transaction that is inserting
   * the same key now.
   *
   * @return whether the row was inserted
   */
  public boolean insertIfAbsent(DSLContext jooq, TableRecord<?> row) {
    if (database.dialect() == Dialect.POSTGRESQL) {
      return jooq.insertInto(row.getTable()).set(row).onConflictDoNothing().execute() == 1;
    }
    // H2 has no such clause, and its MERGE fails when two insert the same key at once. A statement
    // that fails takes back only itself there; on PostgreSQL it would spoil the whole transaction.
    try {
      return jooq.insertInto(row.getTable()).set(row).execute() == 1;
    } catch (IntegrityConstraintViolationException there) {
      return false;
    }
  }

  private boolean locked(DSLContext jooq) {
    return jooq.select(TENANT_LOCK.TENANT_ID)
            .from(TENANT_LOCK)
            .where(TENANT_LOCK.TENANT_ID.eq(key()))
            .forUpdate()
            .fetchOne()
        != null;
  }

  /** Publishes an event of this tenant in {@code transaction}. */
  public void publish(
      Transaction transaction, String type, String subject, Map<String, Object> data) {
    events.publish(transaction, id, type, subject, data);
  }

  /**
   * Guards a service against a call on behalf of another tenant.
   *
   * @throws IllegalArgumentException it is another tenant
   */
  public void mine(TenantId tenant) {
    if (!tenant.equals(id)) {
      throw new IllegalArgumentException(
          "a service of tenant " + id + " was called for tenant " + tenant);
    }
  }
}
