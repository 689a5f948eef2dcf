package io.ispkit.workflow.internal;

import io.ispkit.core.change.Change;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.workflow.Definition;
import io.ispkit.workflow.Definition.Stage;
import io.ispkit.workflow.RunPlan;
import io.ispkit.workflow.RunPlan.PlannedStep;
import io.ispkit.workflow.Step;
import io.ispkit.workflow.StepPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the steps of a definition what they would do. Confined to one thread. */
final class Planner<S> {

  private static final Logger LOG = LoggerFactory.getLogger(Planner.class);

  private final Engine engine;
  private final TenantId tenant;
  private final Definition<S> definition;

  /** What the runs that were rehearsed would write. */
  private final List<Change> before = new ArrayList<>();

  Planner(Engine engine, TenantId tenant, Definition<S> definition) {
    this.engine = engine;
    this.tenant = tenant;
    this.definition = definition;
  }

  /** Plans a run by itself; nothing is written. */
  RunPlan plan(String runId, S start) {
    return plan(runId, start, false);
  }

  /** Plans a run after those before it, and leaves in the database what the next depend on. */
  RunPlan rehearse(String runId, S start) {
    RunPlan plan = plan(runId, start, true);
    plan.steps().forEach(step -> before.addAll(step.changes()));
    return plan;
  }

  private RunPlan plan(String runId, S start, boolean rehearsal) {
    List<PlannedStep> planned = new ArrayList<>();
    S state = start;
    for (Stage<S> stage : definition.stages()) {
      if (!(stage instanceof Definition.Run<S> run)) {
        continue; // waits write nothing
      }
      S now = state;
      RunContext context = context(runId, now, stage.name());
      Outcome<StepPlan<S>> outcome =
          LogFields.ofRun(context)
              .around(
                  () ->
                      LogFields.ofStep(stage.name())
                          .around(() -> asked(() -> ask(run.step(), now, context, rehearsal))));
      if (!(outcome instanceof Outcome.Done<StepPlan<S>> done)) {
        return new RunPlan(definition.name(), planned, refusal(outcome));
      }
      planned.add(new PlannedStep(stage.name(), done.value().changes()));
      state = done.value().expected();
    }
    return new RunPlan(definition.name(), planned, null);
  }

  private Outcome<StepPlan<S>> ask(Step<S> step, S state, RunContext context, boolean rehearsal) {
    Outcome<StepPlan<S>> outcome = step.plan(state, context);
    if (rehearsal && outcome instanceof Outcome.Done<StepPlan<S>> done) {
      engine
          .database()
          .transact(
              tx -> {
                step.rehearse(state, done.value(), context.within(tx));
                return step;
              });
    }
    return outcome;
  }

  private RunContext context(String runId, S state, String stage) {
    String customer = definition.subject().apply(state).orElse(null);
    return new RunContext(engine, tenant, runId, customer, stage, 1, null, List.copyOf(before));
  }

  private static <T> Outcome<T> asked(Supplier<Outcome<T>> question) {
    try {
      return question.get();
    } catch (RuntimeException e) {
      LOG.warn("planning failed", e);
      Verdict.Stopped<Object> stopped = Verdict.stopped(e);
      return Outcome.refused(
          stopped.why() == Verdict.Why.LATER
              ? Refusal.retryLater("cannot_plan", stopped.reason())
              : Refusal.permanent("cannot_plan", stopped.reason()));
    }
  }

  private static Refusal refusal(Outcome<?> outcome) {
    return outcome instanceof Outcome.Refused<?> refused
        ? refused.refusal()
        : Refusal.retryLater("cannot_plan", ((Outcome.Unknown<?>) outcome).reason());
  }
}
