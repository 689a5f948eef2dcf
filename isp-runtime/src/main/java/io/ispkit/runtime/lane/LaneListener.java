package io.ispkit.runtime.lane;

import java.time.Duration;

/**
 * Is told what lanes do, for meters. Called on the kernel's own threads: must not block. What it
 * throws is logged, and changes nothing.
 */
public interface LaneListener {

  /** How a turn on an item ended. */
  enum End {
    DONE,
    SLEEPS,
    RESTS,
    FAILED,
    DEAD,
    /** Another node has taken the item over; what this node did was not recorded. */
    LOST,
    /** Given back unfinished: this node is closing, or does not know how its commit ended. */
    RELEASED
  }

  /** A listener that does nothing. */
  LaneListener NONE = new LaneListener() {};

  /** Items were claimed by one statement. */
  default void claimed(String lane, int items) {}

  /** A turn ended; {@code duration} since the item was claimed. */
  default void ended(String lane, End end, Duration duration) {}

  /** One transaction has committed this many pieces of work. */
  default void committed(int pieces, Duration duration) {}

  /** A batch failed and is run again in smaller parts. */
  default void batchFailed(int pieces) {}
}
