package io.ispkit.runtime.drift;

import io.ispkit.core.drift.DriftCheck;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Asks the systems of one report, and gives up one that does not answer: after some patience, or
 * when it refuses one service after another for good. Confined to the report's thread.
 */
final class Asking {

  private static final int MOST_REFUSALS = 20;
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final List<Duration> patience;
  private final Map<String, Refusal> unread = new LinkedHashMap<>();
  private final Map<String, Integer> refusals = new HashMap<>();
  private final Set<String> givenUp = new HashSet<>();

  /**
   * Of a report that has asked nobody yet.
   *
   * @param patience how long to wait before each further try
   */
  Asking(List<Duration> patience) {
    this.patience = patience;
  }

  /** Whether the system is still asked. */
  boolean asks(DriftCheck check) {
    return !givenUp.contains(check.system());
  }

  /** The systems that could not be read, or not to their end, each with its first reason. */
  Map<String, Refusal> unread() {
    return unread;
  }

  /**
   * What the system answers; empty when it does not.
   *
   * @throws StoppedException the thread was interrupted between two tries
   */
  <T> Optional<T> ask(DriftCheck check, Supplier<Outcome<T>> question) {
    Outcome<T> outcome = question.get();
    for (Duration wait : patience) {
      if (outcome.isDone() || refusal(outcome).isPermanent()) {
        break;
      }
      Duration asked = refusal(outcome).retryAfter().orElse(wait);
      Duration longer = asked.compareTo(wait) > 0 ? asked : wait;
      StoppedException.sleep(longer.compareTo(LONGEST) > 0 ? LONGEST : longer);
      outcome = question.get();
    }
    return once(check, outcome);
  }

  /** The same of an answer that came already. */
  <T> Optional<T> once(DriftCheck check, Outcome<T> outcome) {
    if (outcome instanceof Outcome.Done<T> done) {
      return Optional.of(done.value());
    }
    Refusal refusal = refusal(outcome);
    unread.putIfAbsent(check.system(), refusal);
    if (!refusal.isPermanent()
        || refusals.merge(check.system(), 1, Integer::sum) >= MOST_REFUSALS) {
      givenUp.add(check.system());
    }
    return Optional.empty();
  }

  private static Refusal refusal(Outcome<?> outcome) {
    return outcome instanceof Outcome.Refused<?> refused
        ? refused.refusal()
        : Refusal.retryLater("no_answer", "it is not known what stands there");
  }
}
