package io.ispkit.workflow.internal;

import static io.ispkit.workflow.internal.jooq.Tables.WORKFLOW_RUN;
import static io.ispkit.workflow.internal.jooq.Tables.WORKFLOW_STEP;

import io.ispkit.core.tenant.TenantId;
import io.ispkit.workflow.Definition;
import io.ispkit.workflow.RunState;
import io.ispkit.workflow.RunView;
import io.ispkit.workflow.RunView.StepView;
import io.ispkit.workflow.StateCodec;
import io.ispkit.workflow.internal.jooq.tables.records.WorkflowRunRecord;
import io.ispkit.workflow.internal.jooq.tables.records.WorkflowStepRecord;
import io.ispkit.workflow.internal.json.Json;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** Reads where the runs of a tenant stand. */
final class Progress {

  private final Engine engine;
  private final TenantId tenant;

  Progress(Engine engine, TenantId tenant) {
    this.engine = engine;
    this.tenant = tenant;
  }

  Optional<String> findId(DSLContext jooq, Definition<?> definition, String key) {
    return jooq.select(WORKFLOW_RUN.ID)
        .from(WORKFLOW_RUN)
        .where(WORKFLOW_RUN.TENANT_ID.eq(tenant.value()))
        .and(WORKFLOW_RUN.DEFINITION.eq(definition.name()))
        .and(WORKFLOW_RUN.RUN_KEY.eq(key))
        .fetchOptional(WORKFLOW_RUN.ID);
  }

  /** Empty too when the run is one of another workflow. */
  <S> Optional<RunView<S>> view(DSLContext jooq, Definition<S> definition, String id) {
    return jooq.selectFrom(WORKFLOW_RUN)
        .where(WORKFLOW_RUN.TENANT_ID.eq(tenant.value()))
        .and(WORKFLOW_RUN.ID.eq(id))
        .and(WORKFLOW_RUN.DEFINITION.eq(definition.name()))
        .fetchOptional()
        .map(run -> view(definition, run, journal(jooq, id)));
  }

  List<String> ids(DSLContext jooq, String workflow, RunState state, int limit) {
    return jooq.select(WORKFLOW_RUN.ID)
        .from(WORKFLOW_RUN)
        .where(WORKFLOW_RUN.TENANT_ID.eq(tenant.value()))
        .and(WORKFLOW_RUN.DEFINITION.eq(workflow))
        .and(WORKFLOW_RUN.RUN_STATE.eq(RunStore.stored(state)))
        .orderBy(WORKFLOW_RUN.ID)
        .limit(limit)
        .fetch(WORKFLOW_RUN.ID);
  }

  private List<StepView> journal(DSLContext jooq, String id) {
    return jooq.selectFrom(WORKFLOW_STEP)
        .where(WORKFLOW_STEP.TENANT_ID.eq(tenant.value()))
        .and(WORKFLOW_STEP.RUN_ID.eq(id))
        .orderBy(WORKFLOW_STEP.SEQ)
        .fetch(Progress::view);
  }

  private <S> RunView<S> view(
      Definition<S> definition, WorkflowRunRecord run, List<StepView> steps) {
    return new RunView<>(
        run.getId(),
        run.getDefinition(),
        run.getVersion(),
        run.getRunKey(),
        RunStore.state(run.getRunState()),
        run.getStage(),
        run.getReason(),
        codec(definition, run).read(run.getStateFormat(), run.getStateJson()),
        steps);
  }

  /** The state is read as the run's own version reads it, when that makes the same type. */
  @SuppressWarnings("unchecked") // the state type was compared
  private <S> StateCodec<S> codec(Definition<S> definition, WorkflowRunRecord run) {
    return engine
        .registry()
        .find(run.getDefinition(), run.getVersion())
        .filter(pinned -> pinned.stateType() == definition.stateType())
        .map(pinned -> ((Definition<S>) pinned).codec())
        .orElse(definition.codec());
  }

  private static StepView view(WorkflowStepRecord step) {
    String undone = step.getUndone();
    return new StepView(
        step.getStage(),
        step.getKind(),
        step.getStepState(),
        step.getAttempt(),
        step.getDetail(),
        step.getAt(),
        undone == null ? List.of() : Json.changes(undone));
  }
}
