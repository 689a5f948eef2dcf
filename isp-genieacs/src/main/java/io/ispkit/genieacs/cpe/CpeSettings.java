package io.ispkit.genieacs.cpe;

import io.ispkit.core.device.DeviceSpec;
import io.ispkit.core.device.WifiSettings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a customer's router should have, in words of no data model. What is null or empty is left as
 * the device has it. Holds secrets, and shows none.
 *
 * @param wifi networks; at most one for each band, and one for the remaining bands
 * @param wanVlan VLAN of the WAN side, 1 to 4094 (TR-181; in TR-098 only by an override of the
 *     model: the standard has none)
 */
public record CpeSettings(
    List<WifiNetwork> wifi,
    @Nullable PppoeLogin pppoe,
    @Nullable Integer wanVlan,
    @Nullable ManagementServer management) {

  /** Of which nothing is wanted. */
  public static final CpeSettings NOTHING = new CpeSettings(List.of(), null, null, null);

  public CpeSettings {
    wifi = List.copyOf(wifi);
    Set<Band> bands = EnumSet.noneOf(Band.class);
    long others = wifi.stream().filter(network -> network.band() == null).count();
    for (WifiNetwork network : wifi) {
      Band band = network.band();
      if (band != null && !bands.add(band)) {
        throw new IllegalArgumentException("wifi: expected one network for " + band);
      }
    }
    if (others > 1) {
      throw new IllegalArgumentException("wifi: expected one network for the remaining bands");
    }
    if (wanVlan != null && (wanVlan < 1 || wanVlan > 4094)) {
      throw new IllegalArgumentException("WAN VLAN: expected 1 to 4094");
    }
  }

  /** What an order says. */
  public static CpeSettings of(DeviceSpec spec) {
    WifiSettings wifi = spec.wifi();
    return NOTHING
        .with(new PppoeLogin(spec.username(), spec.password()))
        .with(wifi == null ? List.of() : List.of(WifiNetwork.of(wifi)));
  }

  public CpeSettings with(WifiNetwork network) {
    List<WifiNetwork> more = new ArrayList<>(wifi);
    more.add(network);
    return with(more);
  }

  public CpeSettings with(List<WifiNetwork> networks) {
    return new CpeSettings(networks, pppoe, wanVlan, management);
  }

  public CpeSettings with(PppoeLogin login) {
    return new CpeSettings(wifi, login, wanVlan, management);
  }

  public CpeSettings withWanVlan(int vlan) {
    return new CpeSettings(wifi, pppoe, vlan, management);
  }

  public CpeSettings with(ManagementServer server) {
    return new CpeSettings(wifi, pppoe, wanVlan, server);
  }

  /**
   * These settings, with what they leave open taken from {@code defaults}. Networks of the defaults
   * complete the networks of these settings, band by band, and are not added to them.
   */
  public CpeSettings over(CpeSettings defaults) {
    ManagementServer mine = management == null ? ManagementServer.ANY : management;
    return new CpeSettings(
        wifi.stream()
            .map(network -> defaults.network(network.band()).map(network::over).orElse(network))
            .toList(),
        pppoe == null ? defaults.pppoe : pppoe,
        wanVlan == null ? defaults.wanVlan : wanVlan,
        defaults.management == null ? management : mine.over(defaults.management));
  }

  private Optional<WifiNetwork> network(@Nullable Band band) {
    return wifi.stream()
        .filter(network -> network.band() == band)
        .findFirst()
        .or(() -> wifi.stream().filter(network -> network.band() == null).findFirst());
  }
}
