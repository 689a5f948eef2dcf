package io.ispkit.workflow;

import io.ispkit.core.change.Change;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/** What a step is given. Confined to the call. */
public interface StepContext {

  TenantId tenant();

  String runId();

  /**
   * The operation of this step, the same in every attempt and in undo; carries the open transaction
   * when the method runs in one.
   */
  Operation operation();

  /**
   * The operation of another step of the same run, with the same transaction: to find, or undo,
   * what that step did.
   */
  Operation operationOf(String stepName);

  /**
   * In a plan of several runs: what the runs before this one would write, of which other systems
   * know nothing yet. Else empty.
   */
  default List<Change> plannedBefore() {
    return List.of();
  }

  /** By the injected clock. */
  Instant now();

  /** Cryptographically strong: passwords come from it. */
  RandomGenerator random();

  /** 1 for the first attempt of this step; starts again when a person resumes the run. */
  int attempt();

  /** A service of the run's tenant, as {@code isp.tenant(id).get(type)} gives it. */
  <T> T service(Class<T> type);
}
