package io.ispkit.workflow.internal;

import static io.ispkit.workflow.internal.jooq.Tables.WORKFLOW_RUN;

import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.workflow.Definition;
import io.ispkit.workflow.RunPlan;
import io.ispkit.workflow.RunState;
import io.ispkit.workflow.RunView;
import io.ispkit.workflow.Workflows;
import io.ispkit.workflow.internal.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.DSLContext;

/** The workflows of one tenant. */
public final class RunsOfTenant implements Workflows {

  private final Engine engine;
  private final TenantId tenant;
  private final Progress progress;

  public RunsOfTenant(Engine engine, TenantId tenant) {
    this.engine = engine;
    this.tenant = tenant;
    this.progress = new Progress(engine, tenant);
  }

  @Override
  public <S> String start(Transaction tx, Definition<S> definition, String key, S state) {
    return engine.starts().start(tx, List.of(run(definition, key, state))).get(0);
  }

  @Override
  public <S> String start(Definition<S> definition, String key, S state) {
    return engine.starts().start(run(definition, key, state));
  }

  private <S> NewRun run(Definition<S> definition, String key, S state) {
    engine.register(definition);
    return NewRun.of(tenant, engine.ids().next(), definition, key, state);
  }

  @Override
  public <S> RunPlan plan(Definition<S> definition, String key, S state) {
    return new Planner<>(engine, tenant, definition).plan(id(definition, key), state);
  }

  @Override
  public <S> List<RunPlan> plan(
      Definition<S> definition, List<S> states, Function<? super S, String> key) {
    if (!engine.isForgetful()) {
      throw new IllegalStateException(
          "many runs are planned in a backend for planning only: IspBuilder.readOnly()");
    }
    Planner<S> planner = new Planner<>(engine, tenant, definition);
    Map<String, String> ids = new HashMap<>();
    return states.stream()
        .map(
            state ->
                planner.rehearse(
                    ids.computeIfAbsent(key.apply(state), k -> id(definition, k)), state))
        .toList();
  }

  private String id(Definition<?> definition, String key) {
    return engine
        .database()
        .read(jooq -> progress.findId(jooq, definition, key))
        .orElseGet(engine.ids()::next);
  }

  @Override
  public boolean signal(String runId, String name, Map<String, Object> data) {
    return engine.database().transact(tx -> signal(tx, runId, name, data));
  }

  @Override
  public boolean signal(Transaction tx, String runId, String name, Map<String, Object> data) {
    Optional<Run> seen = engine.store().find(tx, tenant, runId).filter(Run::canBeTold);
    if (seen.isEmpty()) {
      return false;
    }
    if (engine.signals().find(tx, tenant, runId, name).isPresent()) {
      return true; // the first of a name counts
    }
    Optional<Run> run = wake(tx, seen.get()).filter(Run::canBeTold);
    if (run.isEmpty()) {
      return false;
    }
    engine.signals().keep(tx, tenant, runId, name, Json.data(data), engine.clock().instant());
    return true;
  }

  @Override
  public <S> Optional<RunView<S>> run(Definition<S> definition, String runId) {
    return engine.database().read(jooq -> progress.view(jooq, definition, runId));
  }

  @Override
  public <S> Optional<RunView<S>> findByKey(Definition<S> definition, String key) {
    return engine
        .database()
        .read(
            jooq ->
                progress
                    .findId(jooq, definition, key)
                    .flatMap(id -> progress.view(jooq, definition, id)));
  }

  @Override
  public List<String> runs(String workflow, RunState state, int limit) {
    return engine.database().read(jooq -> progress.ids(jooq, workflow, state, limit));
  }

  @Override
  public boolean resume(String runId) {
    return engine
        .database()
        .transact(
            tx -> {
              Optional<Run> run =
                  engine
                      .store()
                      .find(tx, tenant, runId)
                      .filter(Run::isPaused)
                      .flatMap(seen -> wake(tx, seen))
                      .filter(Run::isPaused);
              if (run.isEmpty()) {
                return false;
              }
              RunState state = run.get().undoing ? RunState.UNDOING : RunState.RUNNING;
              DSLContext jooq = engine.database().jooq(tx);
              jooq.update(WORKFLOW_RUN)
                  .set(WORKFLOW_RUN.RUN_STATE, RunStore.stored(state))
                  .set(WORKFLOW_RUN.ATTEMPT, 0)
                  .setNull(WORKFLOW_RUN.REASON)
                  .setNull(WORKFLOW_RUN.DUE_AT)
                  .set(WORKFLOW_RUN.UPDATED_AT, engine.clock().instant())
                  .where(WORKFLOW_RUN.TENANT_ID.eq(tenant.value()))
                  .and(WORKFLOW_RUN.ID.eq(runId))
                  .execute();
              return true;
            });
  }

  @Override
  public boolean undo(String runId, String reason) {
    return engine
        .database()
        .transact(
            tx -> {
              Optional<Run> run =
                  engine
                      .store()
                      .find(tx, tenant, runId)
                      .filter(Run::canBeUndone)
                      .flatMap(seen -> wake(tx, seen))
                      .filter(Run::canBeUndone);
              if (run.isEmpty()) {
                return false;
              }
              RunState state =
                  run.get().state == RunState.PAUSED ? RunState.RUNNING : run.get().state;
              DSLContext jooq = engine.database().jooq(tx);
              jooq.update(WORKFLOW_RUN)
                  .set(WORKFLOW_RUN.RUN_STATE, RunStore.stored(state))
                  .set(WORKFLOW_RUN.UNDO_ASKED, RunStore.cut(reason))
                  .set(WORKFLOW_RUN.UPDATED_AT, engine.clock().instant())
                  .where(WORKFLOW_RUN.TENANT_ID.eq(tenant.value()))
                  .and(WORKFLOW_RUN.ID.eq(runId))
                  .execute();
              return true;
            });
  }

  /**
   * Wakes the run, then locks it: the worker's order, which holds the lane's item when it locks the
   * run. The other way round the two would wait for each other.
   */
  private Optional<Run> wake(Transaction tx, Run run) {
    engine.lane().wake(tx, tenant, run.laneItem);
    return engine.store().lock(tx, tenant, run.id);
  }
}
