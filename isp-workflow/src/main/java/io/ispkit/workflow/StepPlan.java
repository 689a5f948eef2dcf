package io.ispkit.workflow;

import io.ispkit.core.change.Change;
import java.util.List;
import java.util.Objects;

/**
 * What a step would do.
 *
 * @param changes what would be written where
 * @param expected the state that the next step's plan starts from
 */
public record StepPlan<S>(List<Change> changes, S expected) {
  public StepPlan {
    changes = List.copyOf(changes);
    Objects.requireNonNull(expected, "expected");
  }
}
