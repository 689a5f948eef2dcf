package io.ispkit.radius.explain;

/** What the server will say. The third value is never turned into one of the others. */
public enum Verdict {
  /** Access-Accept. */
  ACCEPT,
  /** Access-Reject. */
  REJECT,
  /** The rows ask for something that is not modelled here; the last decision says what. */
  CANNOT_TELL
}
