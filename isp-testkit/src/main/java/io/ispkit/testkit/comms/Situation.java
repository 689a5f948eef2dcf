package io.ispkit.testkit.comms;

import io.ispkit.comms.api.SendOutcome;

/** How the other side behaves, and the outcome that a channel must make of it. */
public enum Situation {
  ACCEPTS(SendOutcome.Accepted.class),
  /** Rate limit, greylisting, full queue. */
  THROTTLES(SendOutcome.RetryLater.class),
  /** Nothing listens, or nothing can be written. */
  IS_AWAY(SendOutcome.ProviderDown.class),
  /** Takes the connection and stays silent, before anything of the message was written. */
  HANGS_BEFORE_THE_MESSAGE(SendOutcome.ProviderDown.class),
  /** Takes the message and stays silent. */
  HANGS_AFTER_THE_MESSAGE(SendOutcome.Unknown.class),
  /** Takes the message and breaks the connection. */
  BREAKS_AFTER_THE_MESSAGE(SendOutcome.Unknown.class),
  REFUSES_THE_RECIPIENT(SendOutcome.PermanentRecipient.class),
  REFUSES_THE_CONTENT(SendOutcome.PermanentContent.class),
  /** Wrong credentials, a blocked account. */
  REFUSES_THE_ACCOUNT(SendOutcome.PermanentConfig.class);

  private final Class<? extends SendOutcome> expected;

  Situation(Class<? extends SendOutcome> expected) {
    this.expected = expected;
  }

  public Class<? extends SendOutcome> expected() {
    return expected;
  }
}
