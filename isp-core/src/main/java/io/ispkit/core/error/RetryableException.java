package io.ispkit.core.error;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The call did not do its work, nothing was changed, and the same call may succeed later: a
 * database that restarts, a busy system, a rate limit. The caller should wait (at least {@link
 * #retryAfter()}, when given) and repeat.
 *
 * <p>Never thrown when it is not known whether the work was done: that is {@code Outcome.Unknown}.
 */
public non-sealed class RetryableException extends IspException {

  private static final long serialVersionUID = 1L;

  private final @Nullable Duration retryAfter;

  public RetryableException(String message) {
    this(message, null, null);
  }

  public RetryableException(String message, @Nullable Throwable cause) {
    this(message, cause, null);
  }

  public RetryableException(
      String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
    super(message, cause);
    this.retryAfter = retryAfter;
  }

  /** The delay that the other side asked for, if it did. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
