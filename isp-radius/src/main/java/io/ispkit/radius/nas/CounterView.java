package io.ispkit.radius.nas;

/** From whose side a NAS counts bytes. */
public enum CounterView {

  /**
   * {@code acctinputoctets} is what the NAS received from the user, so the user's upload (RFC 2866,
   * 5.3 and 5.4). What nearly all do.
   */
  NAS,

  /** {@code acctinputoctets} is what the user received: some NAS are said to swap the two. */
  USER
}
