package io.ispkit.radius.dynauth;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
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
  private boolean watched;

  NasGate(String nas, NasLimits limits) {
    this.limits = limits;
    this.breaker = new NasBreaker(nas, limits.breaker());
  }

  /** A request has come. */
  Turn arrived(Exchange exchange, long now) {
    if (breaker.left(now) > 0) {
      return Turn.AWAY;
    }
    if (waiting.isEmpty() && isOpen(now)) {
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
    if (waiting.isEmpty() || !isOpen(now)) {
      return null;
    }
    Exchange first = waiting.remove();
    begin(first);
    return first;
  }

  /** When {@link #expired} is to be called; empty: nobody waits, or it will be called anyway. */
  OptionalLong watched() {
    if (watched || waiting.isEmpty()) {
      return OptionalLong.empty();
    }
    watched = true;
    return OptionalLong.of(waiting.element().waitsUntil());
  }

  /** Who has waited long enough. All wait equally long, so they are the first. */
  List<Exchange> expired(long now) {
    watched = false;
    List<Exchange> late = new ArrayList<>();
    while (!waiting.isEmpty() && waiting.element().waitsUntil() - now <= 0) {
      late.add(waiting.remove());
    }
    return late;
  }

  /** Who waits no longer, because the NAS counts as down. */
  List<Exchange> refused(long now) {
    return breaker.left(now) > 0 ? leave() : List.of();
  }

  /** Who waited until now; nobody does any more. */
  List<Exchange> leave() {
    List<Exchange> all = List.copyOf(waiting);
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
}
