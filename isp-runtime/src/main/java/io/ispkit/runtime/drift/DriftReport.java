package io.ispkit.runtime.drift;

import io.ispkit.core.change.Change;
import io.ispkit.core.drift.Drift;
import io.ispkit.core.outcome.Refusal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was found when services were compared with the systems around them.
 *
 * @param drifts what is not as it should be
 * @param unread the systems that could not be read, and why: nothing is known of them
 */
public record DriftReport(List<Drift> drifts, Map<String, Refusal> unread) {

  public DriftReport {
    drifts = List.copyOf(drifts);
    unread = Collections.unmodifiableMap(new LinkedHashMap<>(unread));
  }

  /** Whether all systems were read and all is as it should be. */
  public boolean isClean() {
    return drifts.isEmpty() && unread.isEmpty();
  }

  /** The plan to mend it: what would be written, and nothing for what a person has to decide. */
  public List<Change> plan() {
    return drifts.stream().filter(Drift::canBeMended).map(Drift::mending).toList();
  }
}
