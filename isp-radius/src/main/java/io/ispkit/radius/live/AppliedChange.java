package io.ispkit.radius.live;

import io.ispkit.core.change.Change;
import io.ispkit.radius.profile.PlanProfile;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change of rows that is committed, or that a plan would make.
 *
 * @param changes what was written, secrets hidden; empty when the rows said it already
 * @param need what live sessions need now
 * @param speed the speed that counts from now on
 * @param beyondRates what the plan of that speed promises beyond its rates
 * @param before the speed that counted until then, or null when it is not known
 */
public record AppliedChange(
    String username,
    List<Change> changes,
    LiveNeed need,
    ServicePlan speed,
    PlanProfile beyondRates,
    @Nullable Before before) {

  /** What counted before. */
  public record Before(ServicePlan speed, PlanProfile beyondRates) {
    /** Checks that nothing is missing. */
    public Before {
      Objects.requireNonNull(speed, "speed");
      Objects.requireNonNull(beyondRates, "beyondRates");
    }
  }

  /** Copies the list. */
  public AppliedChange {
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(need, "need");
    Objects.requireNonNull(speed, "speed");
    Objects.requireNonNull(beyondRates, "beyondRates");
    changes = List.copyOf(changes);
  }

  /** Of a plan that promises its rates and no more, where it is not known what was before. */
  public AppliedChange(String username, List<Change> changes, LiveNeed need, ServicePlan speed) {
    this(username, changes, need, speed, PlanProfile.NONE, null);
  }
}
