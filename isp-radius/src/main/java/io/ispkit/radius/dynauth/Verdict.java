package io.ispkit.radius.dynauth;

import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.radius.packet.internal.Answer;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** What a believed answer means (RFC 5176 sections 2 and 3.5). */
final class Verdict {

  private static final int FIRST_CONSENT = 200;
  private static final int LAST_CONSENT = 299;
  private static final int FIRST_REFUSAL = 400;

  private Verdict() {}

  static Outcome<Acknowledgement> of(Request request, Answer answer) {
    OptionalLong number = answer.errorCause();
    boolean acknowledged = answer.code() == request.kind().ack();
    if (number.isPresent() && isContrary(acknowledged, number.getAsLong())) {
      return Outcome.unknown(
          said(request, acknowledged ? "acknowledged" : "refused")
              + " with the contrary Error-Cause "
              + number.getAsLong());
    }
    Optional<ErrorCause> cause =
        number.isPresent() ? ErrorCause.of(number.getAsLong()) : Optional.empty();
    return acknowledged ? Outcome.done(consent(request, cause)) : refusal(request, number, cause);
  }

  /** 200 to 299 go with consent only, 400 and more with refusal only; the rest is reserved. */
  private static boolean isContrary(boolean acknowledged, long number) {
    return acknowledged
        ? number >= FIRST_REFUSAL
        : number >= FIRST_CONSENT && number <= LAST_CONSENT;
  }

  private static Acknowledgement consent(Request request, Optional<ErrorCause> cause) {
    return request.kind() == RequestKind.DISCONNECT
            && cause.filter(ErrorCause.RESIDUAL_SESSION_CONTEXT_REMOVED::equals).isPresent()
        ? Acknowledgement.RESIDUE_REMOVED
        : Acknowledgement.APPLIED;
  }

  private static Outcome<Acknowledgement> refusal(
      Request request, OptionalLong number, Optional<ErrorCause> cause) {
    if (number.isEmpty()) {
      return Outcome.refused("nak_without_cause", said(request, "refused") + " without a cause");
    }
    if (cause.isEmpty()) {
      return Outcome.refused(
          "error_cause_" + number.getAsLong(),
          said(request, "refused") + " with Error-Cause " + number.getAsLong());
    }
    ErrorCause named = cause.get();
    String message =
        said(request, "refused")
            + ": "
            + named.name().toLowerCase(Locale.ROOT).replace('_', ' ')
            + " ("
            + named.number()
            + ")";
    if (named == ErrorCause.SESSION_CONTEXT_NOT_FOUND && request.kind() == RequestKind.DISCONNECT) {
      return Outcome.done(Acknowledgement.SESSION_NOT_FOUND);
    }
    if (named == ErrorCause.REQUEST_INITIATED) {
      return request.authorizeOnly()
          ? Outcome.done(Acknowledgement.REAUTHORIZATION_STARTED)
          : Outcome.unknown(message + "; what comes of it is for its RADIUS server to say");
    }
    return Outcome.refused(
        named.mayBeTriedAgain()
            ? Refusal.retryLater(named.code(), message)
            : Refusal.permanent(named.code(), message));
  }

  private static String said(Request request, String verb) {
    return request.target().shown() + " " + verb + " the " + request.kind();
  }
}
