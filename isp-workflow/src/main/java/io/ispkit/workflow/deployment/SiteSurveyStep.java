package io.ispkit.workflow.deployment;

import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.survey.SurveyDesk;
import io.ispkit.workflow.Step;
import io.ispkit.workflow.StepContext;
import io.ispkit.workflow.StepPlan;
import java.util.List;

/** Asks whether the customer's place can be served. */
final class SiteSurveyStep implements Step<Deployment> {

  static final String NAME = "site_survey";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Reach reach(Deployment state, StepContext context) {
    return context.service(SurveyDesk.class).reach();
  }

  @Override
  public boolean readsOnly() {
    return true;
  }

  @Override
  public Outcome<StepPlan<Deployment>> plan(Deployment state, StepContext context) {
    return run(state, context).map(after -> new StepPlan<>(List.of(), after));
  }

  @Override
  public Outcome<Deployment> run(Deployment state, StepContext context) {
    return context
        .service(SurveyDesk.class)
        .qualify(state.order().customer(), context.operation())
        .map(survey -> state.with(SurveyResult.of(survey)));
  }
}
