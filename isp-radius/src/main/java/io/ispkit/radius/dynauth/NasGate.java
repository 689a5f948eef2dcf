package io.ispkit.radius.dynauth;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests through to one NAS that is up and not overrun; the others wait for their turn, in
 * the order in which they came. While the NAS is tried after a pause, they wait for what comes of
 * it. Used by one thread, on whose clock all times are: nanoseconds.
 */
final class NasGate {

  /** What becomes of a request that has come. */
  enum Turn {
    /** It is let through. */
    NOW,
    /** It waits. */
    LATER,
    /** The NAS counts as down: it is to be refused. */
    AWAY,
    /** Nobody may wait, and there is no room: it is to be refused. */
    BUSY
  }

  private final NasLimits limits;
  private final NasBreaker breaker;
  private final Deque<Exchange> waiting = new ArrayDeque<>();
  private int under;

  NasGate(String nas, NasLimits limits) {
    this.limits = limits;
    this.breaker = new NasBreaker(nas, limits.breaker());
  }

  /** A request has come. */
  Turn arrived(Exchange exchange, long now) {
    if (breaker.left(now) > 0) {
      return Turn.AWAY;
    }
    if (first() == null && isOpen(now)) {
      begin(exchange);
      return Turn.NOW;
    }
    if (limits.waitTimeout().isZero()) {
      return Turn.BUSY;
    }
    waiting.add(exchange);
    return Turn.LATER;
  }

  /** A request that was let through has ended; see {@link #refused} and {@link #next}. */
  void ended(Exchange exchange, NasBreaker.End end, long now) {
    under--;
    breaker.ended(exchange, end, now);
  }

  /** Whose turn it is now, and who is let through by this call; null: nobody's. */
  @Nullable Exchange next(long now) {
    Exchange first = first();
    if (first == null || !isOpen(now)) {
      return null;
    }
    waiting.remove();
    begin(first);
    return first;
  }

  /** Who waits no longer, because the NAS counts as down. */
  List<Exchange> refused(long now) {
    return breaker.left(now) > 0 ? leave() : List.of();
  }

  /** Who waited until now; nobody does any more. */
  List<Exchange> leave() {
    List<Exchange> all = new ArrayList<>(waiting);
    all.removeIf(Exchange::isEnded);
    waiting.clear();
    return all;
  }

  /** For how long everybody is refused. */
  long left(long now) {
    return breaker.left(now);
  }

  private boolean isOpen(long now) {
    return under < limits.maxConcurrent() && breaker.lets(now);
  }

  private void begin(Exchange exchange) {
    under++;
    breaker.begun(exchange);
  }

  /** Who waited too long has ended, and is left out. */
  private @Nullable Exchange first() {
    while (!waiting.isEmpty() && waiting.element().isEnded()) {
      waiting.remove();
    }
    return waiting.peek();
  }
}
