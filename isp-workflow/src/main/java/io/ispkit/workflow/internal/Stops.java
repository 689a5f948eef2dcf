package io.ispkit.workflow.internal;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about the stages of a turn that had to be rolled back: when it is played
 * again, these verdicts stand in for calling the stages a second time. Valid as long as the run has
 * not moved, which its journal tells. Confined to one thread at a time, by the run's lease.
 */
final class Stops {

  private record At(int pos, boolean undoing) {}

  private final int journalSeq;
  private final Map<At, Verdict.Stopped<?>> verdicts = new HashMap<>();

  private @Nullable String fault;

  Stops(int journalSeq) {
    this.journalSeq = journalSeq;
  }

  boolean fits(Run run) {
    return run.journalSeq == journalSeq;
  }

  /** Why the run must pause without any stage being asked, or null. */
  @Nullable String fault() {
    return fault;
  }

  void fault(String reason) {
    fault = reason;
  }

  void add(int pos, boolean undoing, Verdict.Stopped<?> verdict) {
    verdicts.put(new At(pos, undoing), verdict);
  }

  Verdict.@Nullable Stopped<?> at(int pos, boolean undoing) {
    return verdicts.get(new At(pos, undoing));
  }
}
