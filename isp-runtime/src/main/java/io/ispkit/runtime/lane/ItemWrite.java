package io.ispkit.runtime.lane;

import org.jspecify.annotations.Nullable;

/** What is written of an item when a piece of work commits. */
record ItemWrite(
    LaneItem item,
    Kind kind,
    int state,
    @Nullable Long delayMillis,
    int attempts,
    @Nullable String intent,
    @Nullable String reason) {

  enum Kind {
    NOTHING,
    DELETE,
    UPDATE,
    BURY
  }

  static ItemWrite nothing(LaneItem item) {
    return new ItemWrite(item, Kind.NOTHING, ItemState.RUNNING, null, 0, null, null);
  }

  static ItemWrite delete(LaneItem item) {
    return new ItemWrite(item, Kind.DELETE, 0, null, 0, null, null);
  }

  /** The item stays with this node, with another intent or none. */
  static ItemWrite running(LaneItem item, @Nullable String intent) {
    return new ItemWrite(
        item, Kind.UPDATE, ItemState.RUNNING, null, item.attempts() - 1, intent, null);
  }

  /**
   * @param attempts failed ones so far
   */
  static ItemWrite leave(
      LaneItem item, int state, @Nullable Long delayMillis, int attempts, @Nullable String intent) {
    return new ItemWrite(item, Kind.UPDATE, state, delayMillis, attempts, intent, null);
  }

  static ItemWrite bury(LaneItem item, int attempts, @Nullable String intent, String reason) {
    return new ItemWrite(item, Kind.BURY, 0, null, attempts, intent, reason);
  }
}
