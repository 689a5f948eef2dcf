package io.ispkit.workflow;

import io.ispkit.core.change.Change;
import io.ispkit.core.outcome.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a whole run would do. Nothing was written to find it out.
 *
 * @param steps the plans of the steps in order, up to the first that would refuse
 * @param refusal why the run would be refused or fail; null when it would go through
 */
public record RunPlan(String workflow, List<PlannedStep> steps, @Nullable Refusal refusal) {

  public RunPlan {
    steps = List.copyOf(steps);
  }

  /** What one step would do. */
  public record PlannedStep(String step, List<Change> changes) {
    public PlannedStep {
      changes = List.copyOf(changes);
    }
  }
}
