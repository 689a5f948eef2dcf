package io.ispkit.radius.live;

import io.ispkit.core.fault.Faults;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.radius.dictionary.Dictionary;
import io.ispkit.radius.dynauth.Acknowledgement;
import io.ispkit.radius.dynauth.DynamicAuthorization;
import io.ispkit.radius.dynauth.InvalidRequestException;
import io.ispkit.radius.dynauth.NasAttribute;
import io.ispkit.radius.live.LiveProbe.Sight;
import io.ispkit.radius.live.NasPolicy.Action;
import io.ispkit.radius.live.NasPolicy.Trait;
import io.ispkit.radius.profile.Rendering;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One change on its way into one live session: CoA, look, Disconnect, look. Each step is begun by
 * the thread of the caller after the one before has ended.
 */
final class SessionAction {

  private static final Logger LOG = LoggerFactory.getLogger(SessionAction.class);

  private final LiveSession session;
  private final AppliedChange change;
  private final DynamicAuthorization nas;
  private final NasPolicy policy;

  /** Why a Disconnect followed a CoA; empty when none did. */
  private String why = "";

  /** Whether a CoA may have been done that nobody has seen. */
  private boolean coaUnknown;

  private @Nullable CompletableFuture<Outcome<Acknowledgement>> coa;
  private @Nullable CompletableFuture<Outcome<Acknowledgement>> disconnect;
  private @Nullable Outcome<SessionEffect> outcome;

  SessionAction(
      LiveSession session, AppliedChange change, DynamicAuthorization nas, NasPolicy policy) {
    this.session = session;
    this.change = change;
    this.nas = nas;
    this.policy = policy;
  }

  LiveSession session() {
    return session;
  }

  /** Sends what the policy wants first. */
  void begin() {
    step(this::send);
  }

  /** What throws ends this session's change alone. */
  private void step(Runnable step) {
    if (outcome != null) {
      return;
    }
    try {
      step.run();
    } catch (RuntimeException broken) {
      LOG.warn("The change of session {} broke off", session.acctSessionId(), broken);
      String message = "the change of the session broke off: " + LiveChanges.words(broken);
      outcome =
          coa == null && disconnect == null
              ? Outcome.refused("failed", message)
              : Outcome.unknown(message);
    }
  }

  private void send() {
    if (policy.action() == Action.ROWS_ONLY) {
      outcome = Outcome.done(SessionEffect.LEFT_ALONE);
    } else if (policy.action() == Action.DISCONNECT || change.need() == LiveNeed.RECONNECT) {
      disconnect();
    } else {
      changeSpeed();
    }
  }

  private void changeSpeed() {
    Faults faults = new Faults();
    Rendering rendering = policy.render(change);
    rendering.faults().forEach(faults::add);
    List<NasAttribute> attributes =
        CoaAttributes.of(
            rendering.attributes(), Dictionary.packed().with(policy.renderer().facts()), faults);
    if (!faults.isEmpty()) {
      cannot("no CoA can say it: " + Faults.describe(faults.list()));
      return;
    }
    try {
      coa = nas.changeOfAuthorizationAsync(policy.target(), policy.identify(session), attributes);
    } catch (InvalidRequestException invalid) {
      outcome = Outcome.refused("invalid_request", "" + invalid.getMessage());
    }
  }

  /** Waits for the answer to the CoA, and looks what it is worth. */
  void endCoa(LiveProbe probe) {
    step(() -> judgeCoa(probe));
  }

  private void judgeCoa(LiveProbe probe) {
    if (coa == null) {
      return;
    }
    Outcome<Acknowledgement> answer = coa.join();
    if (answer instanceof Outcome.Unknown<Acknowledgement> unknown) {
      coaUnknown = true;
      if (policy.is(Trait.DISCONNECT_ON_SILENCE)) {
        cannot(unknown.reason());
      } else {
        outcome = Outcome.unknown(unknown.reason());
      }
    } else if (answer instanceof Outcome.Refused<Acknowledgement> refused) {
      Refusal refusal = refused.refusal();
      if (!refusal.isPermanent()) {
        outcome = Outcome.refused(refusal);
      } else {
        cannot(refusal.message());
      }
    } else {
      look(probe);
    }
  }

  private void look(LiveProbe probe) {
    switch (seen(probe)) {
      case AS_WANTED -> outcome = Outcome.done(SessionEffect.CHANGED);
      case NOT_AS_WANTED -> cannot("the NAS acknowledged the CoA and did nothing");
      case NOT_SEEN ->
          outcome =
              policy.is(Trait.TRUSTED_ACK)
                  ? Outcome.done(SessionEffect.ACKNOWLEDGED)
                  : Outcome.unknown(
                      "the NAS acknowledged the CoA, and nobody has seen whether it was done");
    }
  }

  /** The rows are written and other sessions wait, so a probe that breaks has only seen nothing. */
  private Sight seen(LiveProbe probe) {
    try {
      return probe.look(session, policy.speed(change.speed(), change.beyondRates()));
    } catch (RuntimeException broken) {
      LOG.warn("A probe failed to look at session {}", session.acctSessionId(), broken);
      return Sight.NOT_SEEN;
    }
  }

  /** The NAS certainly goes on as before, or may: ends the session if the policy lets it. */
  private void cannot(String reason) {
    why = reason;
    if (policy.is(Trait.NO_DISCONNECT_ON_REFUSAL)) {
      outcome = coaUnknown ? Outcome.unknown(reason) : Outcome.refused("coa_refused", reason);
    } else {
      disconnect();
    }
  }

  private void disconnect() {
    try {
      disconnect = nas.disconnectAsync(policy.target(), policy.identify(session));
    } catch (InvalidRequestException invalid) {
      outcome = Outcome.refused("invalid_request", "" + invalid.getMessage());
    }
  }

  /** Waits for the answer to the Disconnect, if there was one. */
  void endDisconnect() {
    step(this::judgeDisconnect);
  }

  private void judgeDisconnect() {
    if (disconnect != null
        && disconnect.join() instanceof Outcome.Refused<Acknowledgement> refused) {
      Refusal refusal = refused.refusal();
      outcome =
          coaUnknown
              ? Outcome.unknown(why + "; then " + refusal.message())
              : Outcome.refused(
                  new Refusal(
                      refusal.advice(),
                      refusal.code(),
                      after() + refusal.message(),
                      refusal.retryAfter().orElse(null)));
    }
  }

  /** Whether only accounting can tell how it ended. */
  boolean awaitsEnd() {
    return outcome == null;
  }

  /** Tells which sessions accounting has as open. */
  void seenOpen(Set<String> ids) {
    if (outcome == null && !ids.contains(session.id())) {
      outcome = Outcome.done(SessionEffect.ENDED);
    }
  }

  /** How it ended, with all that is known by now. */
  SessionResult result() {
    if (outcome != null) {
      return new SessionResult(session, outcome);
    }
    Outcome<Acknowledgement> answer =
        disconnect == null ? Outcome.unknown("nothing was sent") : disconnect.join();
    String said =
        answer instanceof Outcome.Unknown<Acknowledgement> unknown
            ? unknown.reason()
            : answer.orElseThrow() == Acknowledgement.SESSION_NOT_FOUND
                ? "the NAS knows no such session"
                : "the NAS acknowledged the Disconnect";
    return new SessionResult(
        session, Outcome.unknown(after() + said + "; accounting still has the session as open"));
  }

  private String after() {
    return why.isEmpty() ? "" : why + "; then ";
  }
}
