package io.ispkit.radius.dynauth;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The identifiers of one local port towards one NAS: 256, each in use by one request at a time.
 * They are given out in a circle, so that an identifier rests as long as possible before it is used
 * again: a NAS may take a request that looks the same for a repetition (RFC 5080 section 2.2.2).
 */
final class Identifiers {

  static final int COUNT = 256;

  private final Map<Integer, Exchange> waiting = new HashMap<>();
  private int next;

  Identifiers(int first) {
    this.next = first;
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

  void put(int identifier, Exchange exchange) {
    waiting.put(identifier, exchange);
  }

  @Nullable Exchange get(int identifier) {
    return waiting.get(identifier);
  }

  void remove(int identifier) {
    waiting.remove(identifier);
  }

  Collection<Exchange> waiting() {
    return List.copyOf(waiting.values());
  }
}
