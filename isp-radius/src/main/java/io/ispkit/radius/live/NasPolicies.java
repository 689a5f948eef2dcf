package io.ispkit.radius.live;

import io.ispkit.radius.nas.NasClients;
import io.ispkit.radius.nas.NasProfiles;
import io.ispkit.radius.nas.StoredNas;
import io.ispkit.radius.profile.ProfileRenderer;
import java.net.InetAddress;
import java.util.List;
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

  /**
   * By what FreeRADIUS and the host know of each NAS: its address, and the secret of its row in
   * {@code nas} unless its profile has one for such commands; port and way to change a plan by its
   * profile. The row whose address or prefix holds the NAS most narrowly counts; a row that names a
   * host is left out, since no name server is asked. What is read here does not change: make it
   * anew when the rows have changed.
   *
   * @param clients as {@link NasClients#list} gives them
   * @param renderer in whose attributes a CoA tells the speed
   */
  static NasPolicies of(List<StoredNas> clients, NasProfiles profiles, ProfileRenderer renderer) {
    NasSecrets secrets = NasSecrets.of(clients);
    return nas ->
        secrets
            .find(nas)
            .map(secret -> NasPolicy.of(nas, secret, profiles.of(nas).coa(), renderer));
  }
}
