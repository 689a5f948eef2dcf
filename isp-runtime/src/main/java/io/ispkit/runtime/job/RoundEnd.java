package io.ispkit.runtime.job;

import io.ispkit.core.error.RetryableException;
import io.ispkit.core.outcome.Outcome;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a round of a job ended.
 *
 * @param note for people; at most as long as its column
 * @param retries whether the next round comes sooner
 * @param delay the least delay before that, or null
 */
record RoundEnd(Kind kind, String note, boolean retries, @Nullable Duration delay) {

  private static final int LONGEST = 500;

  enum Kind {
    DONE,
    REFUSED,
    UNKNOWN,
    FAILED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  RoundEnd {
    // A database refuses some control characters; then no round would ever be recorded.
    note = note.replaceAll("\\p{Cntrl}", " ");
    note = note.length() > LONGEST ? note.substring(0, LONGEST) : note;
  }

  static RoundEnd of(Outcome<String> outcome) {
    if (outcome instanceof Outcome.Done<String> done) {
      return new RoundEnd(Kind.DONE, done.value(), false, null);
    }
    if (outcome instanceof Outcome.Refused<String> refused) {
      return new RoundEnd(
          Kind.REFUSED,
          refused.refusal().toString(),
          !refused.refusal().isPermanent(),
          refused.refusal().retryAfter().orElse(null));
    }
    return new RoundEnd(Kind.UNKNOWN, ((Outcome.Unknown<String>) outcome).reason(), true, null);
  }

  static RoundEnd of(Throwable failure) {
    Duration delay =
        failure instanceof RetryableException later ? later.retryAfter().orElse(null) : null;
    String said = failure instanceof Exception ? failure.getMessage() : failure.toString();
    return new RoundEnd(Kind.FAILED, String.valueOf(said), true, delay);
  }
}
