package io.ispkit.runtime.job;

import static io.ispkit.runtime.internal.jooq.Tables.JOB;

import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.internal.jooq.tables.records.JobRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** The table of jobs. */
final class JobRows {

  private final Database database;

  JobRows(Database database) {
    this.database = database;
  }

  List<JobRecord> of(TenantId tenant) {
    return database.read(
        jooq -> jooq.selectFrom(JOB).where(JOB.TENANT_ID.eq(tenant.value())).fetch());
  }

  List<JobRecord> of(Transaction transaction, TenantId tenant) {
    return database
        .jooq(transaction)
        .selectFrom(JOB)
        .where(JOB.TENANT_ID.eq(tenant.value()))
        .fetch();
  }

  /** The tenants that have jobs in the table, whether they are served or not. */
  List<TenantId> tenants() {
    return database.read(
        jooq ->
            jooq.selectDistinct(JOB.TENANT_ID).from(JOB).fetch(row -> new TenantId(row.value1())));
  }

  void insert(Transaction transaction, TenantId tenant, ConfiguredJob job, long item) {
    database
        .jooq(transaction)
        .insertInto(JOB)
        .set(JOB.TENANT_ID, tenant.value())
        .set(JOB.NAME, job.name())
        .set(JOB.ITEM_ID, item)
        .set(JOB.EVERY_MS, job.every().toMillis())
        .set(JOB.FAILURES, 0L)
        .execute();
  }

  void delete(Transaction transaction, TenantId tenant, String name) {
    database.jooq(transaction).deleteFrom(JOB).where(is(tenant, name)).execute();
  }

  void every(Transaction transaction, TenantId tenant, ConfiguredJob job) {
    database
        .jooq(transaction)
        .update(JOB)
        .set(JOB.EVERY_MS, job.every().toMillis())
        .where(is(tenant, job.name()))
        .execute();
  }

  /** A job is another item from now on. */
  void item(Transaction transaction, TenantId tenant, String name, long item) {
    database.jooq(transaction).update(JOB).set(JOB.ITEM_ID, item).where(is(tenant, name)).execute();
  }

  void started(Transaction transaction, TenantId tenant, String name, Instant now) {
    database
        .jooq(transaction)
        .update(JOB)
        .set(JOB.STARTED_AT, now.truncatedTo(ChronoUnit.MICROS))
        .where(is(tenant, name))
        .execute();
  }

  void ended(Transaction transaction, TenantId tenant, String name, RoundEnd end, Instant now) {
    database
        .jooq(transaction)
        .update(JOB)
        .set(JOB.ENDED_AT, now.truncatedTo(ChronoUnit.MICROS))
        .set(JOB.ENDED, end.kind().word())
        .set(JOB.NOTE, end.note())
        .set(JOB.FAILURES, end.retries() ? JOB.FAILURES.plus(1L) : DSL.inline(0L))
        .where(is(tenant, name))
        .execute();
  }

  private static Condition is(TenantId tenant, String name) {
    return JOB.TENANT_ID.eq(tenant.value()).and(JOB.NAME.eq(name));
  }
}
