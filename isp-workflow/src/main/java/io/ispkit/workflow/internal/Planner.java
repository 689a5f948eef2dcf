package io.ispkit.workflow.internal;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the steps of a definition what they would do; nothing is written. */
final class Planner {

  private static final Logger LOG = LoggerFactory.getLogger(Planner.class);

  private Planner() {}

  static <S> RunPlan plan(
      Engine engine, TenantId tenant, Definition<S> definition, String runId, S start) {
    List<PlannedStep> planned = new ArrayList<>();
    S state = start;
    for (Stage<S> stage : definition.stages()) {
      if (!(stage instanceof Definition.Run<S> run)) {
        continue; // waits write nothing
      }
      RunContext context = new RunContext(engine, tenant, runId, stage.name(), 1, null);
      Outcome<StepPlan<S>> outcome = ask(run.step(), state, context);
      if (!(outcome instanceof Outcome.Done<StepPlan<S>> done)) {
        return new RunPlan(definition.name(), planned, refusal(outcome));
      }
      planned.add(new PlannedStep(stage.name(), done.value().changes()));
      state = done.value().expected();
    }
    return new RunPlan(definition.name(), planned, null);
  }

  private static <S> Outcome<StepPlan<S>> ask(Step<S> step, S state, RunContext context) {
    try {
      return LogFields.ofRun(context.tenant().value(), context.runId(), context.runId())
          .around(() -> LogFields.ofStep(context.stage()).around(() -> step.plan(state, context)));
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
