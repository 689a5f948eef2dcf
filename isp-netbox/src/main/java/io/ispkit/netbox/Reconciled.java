package io.ispkit.netbox;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What became of one address that was given in an outage.
 *
 * @param operation that holds it
 * @param message for a person
 * @param proposed for a conflict: a free address in NetBox to move the service to, not reserved; or
 *     null when there is none
 */
public record Reconciled(
    String operation,
    InetAddress address,
    State state,
    String message,
    @Nullable InetAddress proposed) {

  /** How it ended. */
  public enum State {
    /** It is in NetBox now. The entry is closed. */
    POSTED,
    /** It was in NetBox already, under its operation. The entry is closed. */
    FOUND,
    /** The operation does not hold it any more. The entry is closed. */
    RELEASED,
    /** NetBox has it for somebody else: a person has to move one of the two. The entry is open. */
    CONFLICT,
    /** NetBox said no, in the words of the message. The entry is open. */
    REFUSED,
    /** It may be in NetBox, or its entry closed: the next run looks, if the entry is open. */
    UNKNOWN,
    /** NetBox is away; nothing was written. The entry is open. */
    AWAY;

    /** Whether the entry has left the ledger. */
    public boolean isSettled() {
      return this == POSTED || this == FOUND || this == RELEASED;
    }
  }
}
