package io.ispkit.radius.live;

import io.ispkit.core.outcome.Outcome;
import java.util.Objects;

/**
 * How a change ended for one live session.
 *
 * @param outcome done: known; refused: the session certainly goes on as before; unknown: nobody
 *     here can say, and the reason tells why
 */
public record SessionResult(LiveSession session, Outcome<SessionEffect> outcome) {

  /** Checks that nothing is missing. */
  public SessionResult {
    Objects.requireNonNull(session, "session");
    Objects.requireNonNull(outcome, "outcome");
  }
}
