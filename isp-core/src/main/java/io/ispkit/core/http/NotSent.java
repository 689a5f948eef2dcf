package io.ispkit.core.http;

import io.ispkit.core.error.RetryableException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * The request certainly did not leave this process, not even in part.
 *
 * @param target the gateway's name
 * @param reason why
 * @param detail for people; holds no secret
 * @param retryAfter when it may go better, if known; else zero
 */
public record NotSent(String target, Reason reason, String detail, Duration retryAfter)
    implements HttpResult {

  /** Why nothing was sent. */
  public enum Reason {
    /** The name has no address. */
    UNRESOLVED,
    /** No connection: refused, unreachable, or lost while connecting. */
    CONNECTION,
    /** No connection within the time-out. */
    CONNECT_TIMEOUT,
    /** The TLS handshake failed: a certificate or protocol that one side does not accept. */
    TLS,
    /** The target counts as down at present. */
    CIRCUIT_OPEN,
    /** Too many calls are under way to this target. */
    BUSY,
    /** The calling thread was interrupted; its interrupt flag is set. */
    INTERRUPTED,
    /** The gateway is closed. */
    CLOSED
  }

  /** Checks that nothing is missing. */
  public NotSent {
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(detail, "detail");
    Objects.requireNonNull(retryAfter, "retryAfter");
  }

  NotSent(String target, Reason reason, String detail) {
    this(target, reason, detail, Duration.ZERO);
  }

  /** Nothing happened, so whatever the call was for may be tried again. */
  public RetryableException toException() {
    return new RetryableException(toString(), null, retryAfter.isZero() ? null : retryAfter);
  }

  @Override
  public String tag() {
    return "not_sent." + reason.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return target + ": nothing was sent (" + reason + ": " + detail + ")";
  }
}
