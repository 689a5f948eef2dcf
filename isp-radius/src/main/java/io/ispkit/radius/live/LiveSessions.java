package io.ispkit.radius.live;

import io.ispkit.core.outcome.Outcome;
import java.util.List;

/** Finds the sessions that are open now. Thread-safe; may block. */
@FunctionalInterface
public interface LiveSessions {

  /**
   * The open sessions of a user.
   *
   * @return done, in a stable order; refused with retry when accounting is away. Never unknown
   */
  Outcome<List<LiveSession>> open(String username);
}
