package io.ispkit.radius.bulk;

import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.secret.Secret;

/** Logs a subscriber in at the real server. May block; called without a connection held. */
@FunctionalInterface
public interface LoginProof {

  /**
   * Logs in.
   *
   * @return done with whether the server let the subscriber in; refused or unknown when it did not
   *     answer
   */
  Outcome<Boolean> login(String username, Secret password);
}
