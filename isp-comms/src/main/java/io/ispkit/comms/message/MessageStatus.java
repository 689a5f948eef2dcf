package io.ispkit.comms.message;

import java.util.Locale;

/** Where a message stands. */
public enum MessageStatus {
  /** Waits to be sent, at first or once more. */
  QUEUED,
  /** A provider is being called, or was when the process died. */
  SENDING,
  /** A provider took it. */
  SENT,
  /** The recipient's side has it, says the provider. */
  DELIVERED,
  /** It will not be sent: refused for good, or tried too often. The reason says why. */
  FAILED,
  /**
   * It may have been sent, nobody can tell, and its category forbids to send it twice. A person may
   * decide to repeat it.
   */
  UNKNOWN,
  /** It was not sent in its time to live. */
  EXPIRED,
  /** Taken back before it left. */
  WITHDRAWN;

  /** As stored and shown: lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static MessageStatus of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
