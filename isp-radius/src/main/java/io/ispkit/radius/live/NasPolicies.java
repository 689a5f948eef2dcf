package io.ispkit.radius.live;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;

/** How each NAS is spoken to. Thread-safe; should not block. */
@FunctionalInterface
public interface NasPolicies {

  /**
   * The policy of the NAS with this address, as accounting has it; empty: nothing is sent to it.
   */
  Optional<NasPolicy> of(InetAddress nas);

  /** By address. */
  static NasPolicies of(Map<InetAddress, NasPolicy> policies) {
    Map<InetAddress, NasPolicy> copy = Map.copyOf(policies);
    return nas -> Optional.ofNullable(copy.get(nas));
  }
}
