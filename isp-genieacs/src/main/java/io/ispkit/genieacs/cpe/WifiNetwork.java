package io.ispkit.genieacs.cpe;

import io.ispkit.core.device.WifiSettings;
import io.ispkit.core.secret.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wireless network. What is null, or an empty list, is left as the device has it.
 *
 * @param band where; null for every band that has no network of its own and is switched on
 * @param ssid 1 to 32 bytes in UTF-8 without control characters
 * @param passphrase 8 to 63 printable ASCII characters, or 64 hexadecimal digits: the key itself
 * @param security in order of preference: the first that the device lists is set
 * @param hidden whether the SSID is kept out of beacons
 */
public record WifiNetwork(
    @Nullable Band band,
    @Nullable String ssid,
    @Nullable Secret passphrase,
    List<Security> security,
    @Nullable Boolean hidden,
    @Nullable Channel channel) {

  /** A network of which nothing is wanted yet. */
  public static final WifiNetwork ANY = new WifiNetwork(null, null, null, List.of(), null, null);

  public WifiNetwork {
    security = List.copyOf(security);
    if (ssid != null && !WifiSettings.isValidSsid(ssid)) {
      throw new IllegalArgumentException("ssid: expected 1 to 32 bytes without control characters");
    }
    if (passphrase != null && !isPassphrase(passphrase) && !isKey(passphrase)) {
      throw new IllegalArgumentException(
          "passphrase: expected 8 to 63 printable ASCII characters, or 64 hexadecimal digits");
    }
    if (passphrase != null && security.contains(Security.OPEN)) {
      throw new IllegalArgumentException("security: expected no open network with a passphrase");
    }
  }

  /** What most customers want: WPA2 with this passphrase, on every band. */
  public static WifiNetwork of(String ssid, Secret passphrase) {
    return new WifiNetwork(null, ssid, passphrase, List.of(Security.WPA2), null, null);
  }

  /** What a customer ordered; how it is secured is left to the template. */
  static WifiNetwork of(WifiSettings wifi) {
    return new WifiNetwork(null, wifi.ssid(), wifi.passphrase(), List.of(), null, null);
  }

  public WifiNetwork onBand(Band one) {
    return new WifiNetwork(one, ssid, passphrase, security, hidden, channel);
  }

  public WifiNetwork secured(Security... inOrder) {
    return new WifiNetwork(band, ssid, passphrase, List.of(inOrder), hidden, channel);
  }

  public WifiNetwork hidden(boolean kept) {
    return new WifiNetwork(band, ssid, passphrase, security, kept, channel);
  }

  public WifiNetwork onChannel(Channel wanted) {
    return new WifiNetwork(band, ssid, passphrase, security, hidden, wanted);
  }

  /** This network, with what it leaves open taken from {@code defaults}. */
  WifiNetwork over(WifiNetwork defaults) {
    return new WifiNetwork(
        band,
        ssid == null ? defaults.ssid : ssid,
        passphrase == null ? defaults.passphrase : passphrase,
        security.isEmpty() ? defaults.security : security,
        hidden == null ? defaults.hidden : hidden,
        channel == null ? defaults.channel : channel);
  }

  private static boolean isPassphrase(Secret text) {
    return WifiSettings.isValidPassphrase(text.reveal());
  }

  /** Whether it is the key itself and no passphrase (IEEE 802.11i: 256 bits). */
  static boolean isKey(Secret text) {
    return text.reveal().matches("[0-9A-Fa-f]{64}");
  }
}
