package io.ispkit.core.http;

import java.util.Locale;
import java.util.Objects;

/**
 * The request left this process, or may have left it, and no usable answer came back.
 *
 * @param target the gateway's name
 * @param reason what was wrong with the answer
 * @param detail for people; holds no secret
 */
public record NoAnswer(String target, Reason reason, String detail) implements HttpResult {

  /** What was wrong with the answer. */
  public enum Reason {
    /** The connection was lost. */
    RESET,
    /** TLS failed, and it cannot be told whether before or after the request. */
    TLS,
    /** The request was not taken in within the time-out. */
    WRITE_TIMEOUT,
    /** The answer was not complete within the time-out. */
    ANSWER_TIMEOUT,
    /** What came was not HTTP. */
    MALFORMED,
    /** The answer was longer than allowed. */
    TOO_LARGE,
    /** A success with a body that is not the JSON asked for. */
    UNREADABLE,
    /** The calling thread was interrupted; its interrupt flag is set. */
    INTERRUPTED
  }

  /** Checks that nothing is missing. */
  public NoAnswer {
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(detail, "detail");
  }

  @Override
  public String tag() {
    return "no_answer." + reason.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return target + ": sent, but no usable answer (" + reason + ": " + detail + ")";
  }
}
