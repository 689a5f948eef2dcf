package io.ispkit.radius.dynauth;

/** What a NAS says that it did. Whether it really did is seen in accounting or on the NAS. */
public enum Acknowledgement {

  /** The NAS did what was asked. */
  APPLIED,

  /**
   * Disconnect only: no live session, but something was left of one and is removed (Error-Cause
   * 201).
   */
  RESIDUE_REMOVED,

  /**
   * Disconnect only: the NAS has no session that fits (Error-Cause 503), so there is nothing to
   * end. This is also how a NAS answers a repeated request when its first answer was lost. It is
   * also the answer when one identification attribute differs from what the NAS has; whoever is not
   * sure of them looks into accounting.
   */
  SESSION_NOT_FOUND,

  /**
   * Change of Authorization with Service-Type Authorize-Only: the NAS now asks its RADIUS server
   * anew (Error-Cause 507; RFC 5176 section 3.2).
   */
  REAUTHORIZATION_STARTED
}
