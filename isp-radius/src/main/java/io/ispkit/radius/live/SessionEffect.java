package io.ispkit.radius.live;

/** What became of one live session; said only when it is known. */
public enum SessionEffect {
  /** The NAS acknowledged the CoA, and the probe saw it done. */
  CHANGED,
  /** The NAS acknowledged the CoA, and its policy says that its word is enough. */
  ACKNOWLEDGED,
  /** Accounting has it no longer open: the next login gets the new rows. */
  ENDED,
  /** The policy of its NAS is to leave sessions alone: it goes on as before until it ends. */
  LEFT_ALONE
}
