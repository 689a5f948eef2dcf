package io.ispkit.workflow.internal;

import io.ispkit.core.id.OperationId;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.workflow.StepContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a step is given in one call. */
record RunContext(
    Engine engine,
    TenantId tenant,
    String runId,
    String stage,
    int attempt,
    @Nullable Transaction transaction)
    implements StepContext {

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
  public <T> T service(Class<T> type) {
    return engine.tenant(tenant).get(type);
  }
}
