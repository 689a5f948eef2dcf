package io.ispkit.workflow.internal;

import static io.ispkit.workflow.internal.jooq.Tables.WORKFLOW_SIGNAL;

import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.database.Database;
import io.ispkit.workflow.internal.json.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What runs were told. The run's row must be locked, so that no wait misses what is being told. */
final class Signals {

  private final Database database;

  Signals(Database database) {
    this.database = database;
  }

  Optional<Map<String, Object>> find(Transaction tx, TenantId tenant, String run, String name) {
    return database
        .jooq(tx)
        .select(WORKFLOW_SIGNAL.DATA)
        .from(WORKFLOW_SIGNAL)
        .where(WORKFLOW_SIGNAL.TENANT_ID.eq(tenant.value()))
        .and(WORKFLOW_SIGNAL.RUN_ID.eq(run))
        .and(WORKFLOW_SIGNAL.NAME.eq(name))
        .fetchOptional(WORKFLOW_SIGNAL.DATA)
        .map(Json::data);
  }

  /** Keeps the signal; the first of a name counts. Returns whether it was the first. */
  boolean keep(Transaction tx, TenantId tenant, String run, String name, String data, Instant at) {
    if (find(tx, tenant, run, name).isPresent()) {
      return false;
    }
    database
        .jooq(tx)
        .insertInto(WORKFLOW_SIGNAL)
        .set(WORKFLOW_SIGNAL.TENANT_ID, tenant.value())
        .set(WORKFLOW_SIGNAL.RUN_ID, run)
        .set(WORKFLOW_SIGNAL.NAME, name)
        .set(WORKFLOW_SIGNAL.DATA, data)
        .set(WORKFLOW_SIGNAL.RECEIVED_AT, at)
        .execute();
    return true;
  }
}
