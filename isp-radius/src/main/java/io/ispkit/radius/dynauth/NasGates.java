package io.ispkit.radius.dynauth;

import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The gates of all NAS that were ever asked, by address and port, and which of them have moved.
 * Used by one thread.
 */
final class NasGates {

  private final NasLimits limits;
  private final Map<SocketAddress, NasGate> byRemote = new HashMap<>();
  private final Set<NasGate> moved = new LinkedHashSet<>();

  NasGates(NasLimits limits) {
    this.limits = limits;
  }

  NasGate of(Exchange exchange) {
    return byRemote.computeIfAbsent(
        exchange.remote(), remote -> new NasGate(exchange.request().target().shown(), limits));
  }

  /** An exchange that was let through has ended: another may have its turn. */
  void ended(Exchange exchange, NasBreaker.End end, long now) {
    NasGate gate = of(exchange);
    gate.ended(exchange, end, now);
    moved.add(gate);
  }

  /** A gate behind which those who wait are to be looked after; null: none. */
  @Nullable NasGate moved() {
    Iterator<NasGate> gates = moved.iterator();
    if (!gates.hasNext()) {
      return null;
    }
    NasGate gate = gates.next();
    gates.remove();
    return gate;
  }

  /** All that waited until now; nobody does any more. */
  List<Exchange> leave() {
    return byRemote.values().stream().flatMap(gate -> gate.leave().stream()).toList();
  }
}
