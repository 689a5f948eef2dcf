package io.ispkit.comms.api;

import java.util.Optional;

/**
 * A {@link Channel} that can tell whether a message was taken: resolves {@link
 * SendOutcome.Unknown}.
 */
public interface LooksUpMessages {

  /**
   * What became of the attempt.
   *
   * @return the outcome; empty when the provider certainly does not know the message (so it may be
   *     sent again)
   * @throws io.ispkit.core.error.RetryableException the provider cannot be asked now
   */
  Optional<SendOutcome> lookUp(OutboundMessage message);
}
