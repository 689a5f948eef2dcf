package io.ispkit.radius.live;

import io.ispkit.core.change.Change;
import java.util.List;
import java.util.Objects;

/**
 * A change of rows that is committed, or that a plan would make.
 *
 * @param changes what was written, secrets hidden; empty when the rows said it already
 * @param need what live sessions need now
 * @param speed the speed that counts from now on
 */
public record AppliedChange(
    String username, List<Change> changes, LiveNeed need, ServicePlan speed) {

  /** Copies the list. */
  public AppliedChange {
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(need, "need");
    Objects.requireNonNull(speed, "speed");
    changes = List.copyOf(changes);
  }
}
