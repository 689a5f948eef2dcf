package io.ispkit.genieacs;

import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import org.jspecify.annotations.Nullable;

/** A call did not end well: it certainly did nothing, or it is unknown what it did. */
final class AcsFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient @Nullable Refusal refusal;

  private AcsFailure(@Nullable Refusal refusal, String message) {
    super(message, null, false, false);
    this.refusal = refusal;
  }

  /** Something that may end so. */
  interface Work<T> {
    T run() throws AcsFailure;
  }

  /** How some work ended. */
  static <T> Outcome<T> outcomeOf(Work<T> work) {
    try {
      return Outcome.done(work.run());
    } catch (AcsFailure failure) {
      return failure.outcome();
    }
  }

  /** How a mere reading ended: nothing was changed, so nothing is unknown. */
  static <T> Outcome<T> outcomeOfReading(Work<T> work) {
    Outcome<T> outcome = outcomeOf(work);
    return outcome instanceof Outcome.Unknown<T> unknown
        ? Outcome.refused(Refusal.retryLater("acs_away", unknown.reason()))
        : outcome;
  }

  /** The same of a mere reading: nothing was changed, so nothing is unknown. */
  AcsFailure ofReading() {
    return refusal == null
        ? refused(Refusal.retryLater("acs_away", String.valueOf(getMessage())))
        : this;
  }

  static AcsFailure refused(Refusal refusal) {
    return new AcsFailure(refusal, refusal.toString());
  }

  static AcsFailure refused(String code, String message) {
    return refused(Refusal.permanent(code, message));
  }

  static AcsFailure unknown(String reason) {
    return new AcsFailure(null, reason);
  }

  /** The same refusal for good, with more words. */
  AcsFailure with(String words) {
    return refusal == null || words.isEmpty()
        ? this
        : refused(refusal.code(), refusal.message() + words);
  }

  boolean isPermanent() {
    return refusal != null && refusal.isPermanent();
  }

  /** GenieACS cannot be asked: that says nothing of what was to be done. */
  boolean isAway() {
    return refusal != null && refusal.code().equals("acs_away");
  }

  /** The same after something was done: what is to be tried again is then not certainly undone. */
  AcsFailure afterWrites() {
    return refusal == null || refusal.isPermanent() ? this : unknown(String.valueOf(getMessage()));
  }

  boolean isUnknown() {
    return refusal == null;
  }

  <T> Outcome<T> outcome() {
    return refusal == null
        ? Outcome.unknown(String.valueOf(getMessage()))
        : Outcome.refused(refusal);
  }
}
