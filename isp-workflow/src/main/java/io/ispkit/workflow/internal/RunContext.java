package io.ispkit.workflow.internal;

import io.ispkit.core.change.Change;
import io.ispkit.core.id.OperationId;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.workflow.StepContext;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a step is given in one call.
 *
 * @param customer for log lines; null when the run is about nobody in particular
 */
record RunContext(
    Engine engine,
    TenantId tenant,
    String runId,
    @Nullable String customer,
    String stage,
    int attempt,
    @Nullable Transaction transaction,
    List<Change> plannedBefore)
    implements StepContext {

  RunContext(
      Engine engine,
      TenantId tenant,
      String runId,
      @Nullable String customer,
      String stage,
      int attempt,
      @Nullable Transaction transaction) {
    this(engine, tenant, runId, customer, stage, attempt, transaction, List.of());
  }

  /** The same call inside a transaction. */
  RunContext within(Transaction open) {
    return new RunContext(engine, tenant, runId, customer, stage, attempt, open, plannedBefore);
  }

  @Override
  public Operation operation() {
    return operationOf(stage);
  }

  @Override
  public Operation operationOf(String stepName) {
    Operation operation = Operation.of(tenant, OperationId.of(runId, stepName));
    return transaction == null ? operation : operation.within(transaction);
  }

  @Override
  public Instant now() {
    return engine.clock().instant();
  }

  @Override
  public RandomGenerator random() {
    return engine.random();
  }

  @Override
  public <T> T service(Class<T> type) {
    return engine.tenant(tenant).get(type);
  }
}
