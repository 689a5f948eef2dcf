package io.ispkit.workflow.internal;

import io.ispkit.core.error.RetryableException;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.workflow.internal.JournalEntry.Mark;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a call into a step ended, exceptions included. */
sealed interface Verdict<T> {

  record Done<T>(T value) implements Verdict<T> {}

  /** Anything but done. */
  record Stopped<T>(Why why, String reason, @Nullable Duration delay) implements Verdict<T> {}

  /** Why a call into a step was not done. */
  enum Why {
    /** Certainly not done; may be repeated. */
    LATER(Mark.REFUSED),
    /** Certainly not done, for good. */
    NEVER(Mark.REFUSED),
    /** Not known. */
    UNKNOWN(Mark.UNKNOWN),
    /** An exception that nobody foresaw. */
    BROKEN(Mark.FAILED);

    final Mark mark;

    Why(Mark mark) {
      this.mark = mark;
    }
  }

  static <T> Verdict<T> of(Outcome<T> outcome) {
    if (outcome instanceof Outcome.Done<T> done) {
      return new Done<>(done.value());
    }
    if (outcome instanceof Outcome.Refused<T> refused) {
      Refusal refusal = refused.refusal();
      return new Stopped<>(
          refusal.isPermanent() ? Why.NEVER : Why.LATER, refusal.toString(), refusal.delay());
    }
    return new Stopped<>(Why.UNKNOWN, ((Outcome.Unknown<T>) outcome).reason(), null);
  }

  static <T> Stopped<T> stopped(RuntimeException exception) {
    return exception instanceof RetryableException retryable
        ? new Stopped<>(Why.LATER, text(exception), retryable.retryAfter().orElse(null))
        : broken(exception);
  }

  static <T> Stopped<T> broken(RuntimeException exception) {
    return new Stopped<>(Why.BROKEN, text(exception), null);
  }

  /** Class and message; the messages of our own exceptions hold no secret. */
  static String text(RuntimeException exception) {
    return exception.getClass().getName() + ": " + exception.getMessage();
  }
}
