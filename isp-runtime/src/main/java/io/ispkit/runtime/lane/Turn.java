package io.ispkit.runtime.lane;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * This node's work on one claimed item, from the claim to the end of it. One thread at a time works
 * on a turn; it is handed over through queues.
 */
final class Turn {

  private final WorkedLane lane;
  private final LaneItem item;
  private final int losses;
  private final long since = System.nanoTime();
  private volatile long leasedAt;
  private boolean ended;

  /** The intent as the table has it. */
  private @Nullable String intent;

  /** Whether a call has returned whose outcome is not yet recorded. */
  private boolean called;

  Turn(WorkedLane lane, Claimed claimed, long leasedAt) {
    this.lane = lane;
    this.item = claimed.item();
    this.losses = claimed.losses();
    this.intent = claimed.item().openIntent();
    this.leasedAt = leasedAt;
  }

  WorkedLane lane() {
    return lane;
  }

  LaneItem item() {
    return item;
  }

  int losses() {
    return losses;
  }

  @Nullable String intent() {
    return intent;
  }

  boolean called() {
    return called;
  }

  void intent(@Nullable String key) {
    intent = key;
    called = false;
  }

  void returned() {
    called = true;
  }

  /** Ends it; false when it has ended already. */
  synchronized boolean end() {
    boolean first = !ended;
    ended = true;
    return first;
  }

  Duration age() {
    return Duration.ofNanos(System.nanoTime() - since);
  }

  void renewed(long at) {
    leasedAt = at;
  }

  boolean wantsRenewal() {
    return System.nanoTime() - leasedAt > lane.spec().lease().toNanos() / 3;
  }

  /**
   * Whether the lease is over by this node's own measure, which began before the database's: after
   * a long pause of the process nothing may be called out any more.
   */
  boolean isStale() {
    return System.nanoTime() - leasedAt > lane.spec().lease().toNanos();
  }
}
