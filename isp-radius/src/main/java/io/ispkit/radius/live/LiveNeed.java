package io.ispkit.radius.live;

/** What a live session needs so that a change of rows counts for it too. */
public enum LiveNeed {
  /** Nothing: the change counts at the next login, and the session may go on as it is. */
  NONE,
  /** The speed differs and nothing else: a CoA can say it. */
  SPEED,
  /**
   * Something differs that no CoA can change, such as an address or a pool, or the session must not
   * go on: it has to end and, if the rows let it, begin anew.
   */
  RECONNECT
}
