package io.ispkit.core.http;

/** What a call does to the other system, and so when it may be sent again. */
public enum CallEffect {
  /** Changes nothing. May be repeated after any failure. The default of GET, HEAD and OPTIONS. */
  NONE,
  /**
   * Has the same effect however often it arrives, because the other side recognises it (a PUT of a
   * whole object, a key against duplicates). May be repeated when no answer came. Never a default:
   * the adapter must know it of its server.
   */
  REPEATABLE,
  /**
   * Has an effect each time. Repeated only when it is certain that nothing was sent. The default of
   * all other methods.
   */
  ONCE
}
