package io.ispkit.core.outcome;

import io.ispkit.core.error.IspException;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.error.RetryableException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why an effect was refused, and what to do about it.
 *
 * @param advice whether the same call may succeed later
 * @param code stable, for programs: lower case words joined by {@code _}, such as {@code
 *     prefix_full}
 * @param message for a person: names the thing, the value and the expectation; holds no secret
 * @param delay the least delay before a repeat, or null; only with {@link Advice#RETRY_LATER}
 */
public record Refusal(Advice advice, String code, String message, @Nullable Duration delay) {

  /** What the caller should do. */
  public enum Advice {
    /** Certainly not done; the same call may succeed later. */
    RETRY_LATER,
    /** Certainly not done; repeating it is useless. */
    PERMANENT
  }

  public Refusal {
    Objects.requireNonNull(advice, "advice");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(message, "message");
    if (delay != null && advice == Advice.PERMANENT) {
      throw new IllegalArgumentException("a permanent refusal has no retry delay");
    }
  }

  public static Refusal permanent(String code, String message) {
    return new Refusal(Advice.PERMANENT, code, message, null);
  }

  public static Refusal retryLater(String code, String message) {
    return new Refusal(Advice.RETRY_LATER, code, message, null);
  }

  public static Refusal retryLater(String code, String message, Duration delay) {
    return new Refusal(Advice.RETRY_LATER, code, message, delay);
  }

  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(delay);
  }

  public boolean isPermanent() {
    return advice == Advice.PERMANENT;
  }

  IspException toException() {
    String text = code + ": " + message;
    return isPermanent() ? new PermanentException(text) : new RetryableException(text, null, delay);
  }

  @Override
  public String toString() {
    return code + ": " + message;
  }
}
