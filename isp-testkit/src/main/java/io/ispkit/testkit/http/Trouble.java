package io.ispkit.testkit.http;

/** A way in which a server can fail its client. */
public enum Trouble {
  /** Serves properly. */
  NONE,
  /** Reads the request and closes the connection without having acted. */
  DROP_BEFORE,
  /** Acts and closes the connection without an answer. */
  DROP_AFTER,
  /** Reads the request and neither acts nor answers. */
  HANG_BEFORE,
  /** Acts and does not answer. */
  HANG_AFTER,
  /** Does not act; answers 503 with a proxy's HTML page. */
  UNAVAILABLE,
  /** Acts; then answers 502 with a proxy's HTML page. */
  BAD_GATEWAY_AFTER,
  /** Does not act; answers 200 with a log-in page in HTML. */
  LOGIN_PAGE,
  /** Does not act; answers 500 with a JSON error. */
  BROKEN,
  /** Acts and answers properly, but late ({@link Troubles#slowness}). */
  SLOW;

  boolean acts() {
    return this == NONE
        || this == DROP_AFTER
        || this == HANG_AFTER
        || this == BAD_GATEWAY_AFTER
        || this == SLOW;
  }
}
