package io.ispkit.radius.dynauth;

import io.ispkit.core.outcome.Refusal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a NAS refused, or what it adds to its consent: the attribute Error-Cause (101). The numbers
 * and their meaning are those of RFC 5176 section 3.5.
 *
 * <p>A NAS may send other numbers, or none: a refusal then has the code {@code error_cause_N} or
 * {@code nak_without_cause}, is permanent, and {@link #of} finds nothing.
 */
public enum ErrorCause {
  /** Only with consent: the session was gone, but something of it was left and is removed. */
  RESIDUAL_SESSION_CONTEXT_REMOVED(201, false),
  /** Not to be sent any more. */
  INVALID_EAP_PACKET(202, false),
  /** The NAS does not know an attribute of the request, or cannot change it on a live session. */
  UNSUPPORTED_ATTRIBUTE(401, false),
  /** The NAS wants more, mostly more session identification. */
  MISSING_ATTRIBUTE(402, false),
  /** The request names another NAS: leave NAS identification away, or mend it. */
  NAS_IDENTIFICATION_MISMATCH(403, false),
  /** Something else is wrong with the request. */
  INVALID_REQUEST(404, false),
  /** The Service-Type is not supported. */
  UNSUPPORTED_SERVICE(405, false),
  /** The NAS does not do such requests at all. */
  UNSUPPORTED_EXTENSION(406, false),
  /** A value is not acceptable. */
  INVALID_ATTRIBUTE_VALUE(407, false),
  /** The NAS is configured not to do this. */
  ADMINISTRATIVELY_PROHIBITED(501, false),
  /** A proxy on the way has no route to the NAS at present. */
  REQUEST_NOT_ROUTABLE(502, true),
  /**
   * The NAS has no such session, or not one that fits all identification attributes of the request.
   */
  SESSION_CONTEXT_NOT_FOUND(503, false),
  /** The session is there, but cannot be removed. */
  SESSION_CONTEXT_NOT_REMOVABLE(504, false),
  /** A proxy on the way could not do its part. */
  OTHER_PROXY_PROCESSING_ERROR(505, true),
  /** The NAS is short of memory or the like. */
  RESOURCES_UNAVAILABLE(506, true),
  /** The NAS asks its RADIUS server anew, and acts by the answer to that. */
  REQUEST_INITIATED(507, false),
  /** More than one session fits, and the NAS acts on one at a time only. */
  MULTIPLE_SESSION_SELECTION_UNSUPPORTED(508, false);

  private final int number;
  private final boolean passing;

  ErrorCause(int number, boolean passing) {
    this.number = number;
    this.passing = passing;
  }

  /** The number on the wire. */
  public int number() {
    return number;
  }

  /**
   * Whether the same request may succeed later: 502, 505 and 506. All others are final; the RFC
   * calls them fatal.
   */
  public boolean mayBeTriedAgain() {
    return passing;
  }

  /** The stable code of a refusal for this cause, such as {@code unsupported_attribute}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The cause with this number, if it has a name. */
  public static Optional<ErrorCause> of(long number) {
    return Arrays.stream(values()).filter(cause -> cause.number == number).findFirst();
  }

  /**
   * The cause that the NAS gave for this refusal; empty when it gave none, one without a name, or
   * when the refusal is not the NAS's.
   */
  public static Optional<ErrorCause> of(Refusal refusal) {
    return Arrays.stream(values()).filter(cause -> cause.code().equals(refusal.code())).findFirst();
  }
}
