package io.ispkit.radius.dynauth;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The identifiers of one local port towards one NAS: 256, each in use by one request at a time.
 * They are given out in a circle, so that an identifier rests as long as possible before it is used
 * again: a NAS may take a request that looks the same for a repetition (RFC 5080 section 2.2.2).
 * Where the circle stands is forgotten only after a rest in which no answer to any of them can come
 * any more.
 */
final class Identifiers {

  static final int COUNT = 256;

  /** Twice the longest that an exchange lasts, and that a NAS takes a dated request for new. */
  static final long REST = Duration.ofMinutes(10).toNanos();

  private final Map<Integer, Exchange> waiting = new HashMap<>();
  private int next;

  /** When the last request began or ended, on the clock of the timers. */
  private long used;

  Identifiers(int first) {
    this.next = first;
  }

  /** Whether none is in use, and none was for {@link #REST}. */
  boolean areAtRest(long now) {
    return waiting.isEmpty() && now - used >= REST;
  }

  /** Whether all are in use. */
  boolean areUsedUp() {
    return waiting.size() == COUNT;
  }

  /** The identifier that is next; only while they are not used up. */
  int next() {
    while (waiting.containsKey(next)) {
      next = (next + 1) % COUNT;
    }
    int found = next;
    next = (next + 1) % COUNT;
    return found;
  }

  void put(int identifier, Exchange exchange, long now) {
    waiting.put(identifier, exchange);
    used = now;
  }

  @Nullable Exchange get(int identifier) {
    return waiting.get(identifier);
  }

  void remove(int identifier, long now) {
    waiting.remove(identifier);
    used = now;
  }

  Collection<Exchange> waiting() {
    return List.copyOf(waiting.values());
  }
}
