package io.ispkit.workflow;

import io.ispkit.core.change.Change;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as it stands.
 *
 * @param key business key: one run per workflow and key in a tenant
 * @param stage name of the stage that is next or under way, or null at the end
 * @param reason why it is retrying, paused, refused or failed; else null
 * @param state the state record, as the last stage that was done left it
 * @param steps the journal, oldest first
 */
public record RunView<S>(
    String id,
    String workflow,
    int version,
    String key,
    RunState runState,
    @Nullable String stage,
    @Nullable String reason,
    S state,
    List<StepView> steps) {

  public RunView {
    steps = List.copyOf(steps);
  }

  /**
   * One row of the journal.
   *
   * @param kind {@code do}, {@code undo}, {@code wait} or {@code timer}
   * @param state {@code intent}, {@code done}, {@code refused} (certainly not done; repeated when
   *     it was refused for a time only), {@code unknown}, {@code failed} (an exception), {@code
   *     undone}
   * @param attempt of the stage, from 1
   * @param detail why it was refused, unknown or failed; null otherwise
   * @param undone what an undo put back
   */
  public record StepView(
      String stage,
      String kind,
      String state,
      int attempt,
      @Nullable String detail,
      Instant at,
      List<Change> undone) {

    public StepView {
      undone = List.copyOf(undone);
    }
  }
}
