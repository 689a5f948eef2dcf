package io.ispkit.workflow.trial;

import io.ispkit.core.outcome.Outcome;
import io.ispkit.workflow.Step;
import io.ispkit.workflow.StepContext;
import io.ispkit.workflow.StepPlan;
import java.util.List;

/** Reads only. */
public record LookStep(String name) implements Step<Trip> {

  @Override
  public boolean readsOnly() {
    return true;
  }

  @Override
  public Outcome<StepPlan<Trip>> plan(Trip state, StepContext context) {
    return run(state, context).map(after -> new StepPlan<>(List.of(), after));
  }

  @Override
  public Outcome<Trip> run(Trip state, StepContext context) {
    return context.service(Script.class).answer(name).map(x -> state.via(name));
  }
}
