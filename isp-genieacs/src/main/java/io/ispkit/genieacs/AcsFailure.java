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

  static AcsFailure refused(Refusal refusal) {
    return new AcsFailure(refusal, refusal.toString());
  }

  static AcsFailure refused(String code, String message) {
    return refused(Refusal.permanent(code, message));
  }

  static AcsFailure unknown(String reason) {
    return new AcsFailure(null, reason);
  }

  <T> Outcome<T> outcome() {
    return refusal == null
        ? Outcome.unknown(String.valueOf(getMessage()))
        : Outcome.refused(refusal);
  }
}
