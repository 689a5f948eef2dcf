package io.ispkit.runtime.lane;

/** The column {@code state}; the migrations' partial indexes hold the same numbers. */
final class ItemState {

  static final int READY = 0;
  static final int RUNNING = 1;
  static final int WAITING = 2;
  static final int RESTING = 3;

  private ItemState() {}
}
