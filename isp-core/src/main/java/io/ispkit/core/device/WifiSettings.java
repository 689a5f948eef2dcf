package io.ispkit.core.device;

import io.ispkit.core.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The wireless network that a customer wants.
 *
 * @param ssid 1 to 32 bytes in UTF-8, no control characters (IEEE 802.11; TR-181
 *     Device.WiFi.SSID.{i}.SSID)
 * @param passphrase 8 to 63 printable ASCII characters (TR-181
 *     Device.WiFi.AccessPoint.{i}.Security.KeyPassphrase)
 */
public record WifiSettings(String ssid, Secret passphrase) {

  public WifiSettings {
    Objects.requireNonNull(passphrase, "passphrase");
    if (!isValidSsid(ssid)) {
      throw new IllegalArgumentException("ssid: expected 1 to 32 bytes without control characters");
    }
  }

  /** Whether {@code ssid} may be an SSID. */
  public static boolean isValidSsid(String ssid) {
    int bytes = ssid.getBytes(StandardCharsets.UTF_8).length;
    return bytes >= 1 && bytes <= 32 && ssid.chars().noneMatch(Character::isISOControl);
  }

  /** Whether {@code passphrase} may be a WPA passphrase. */
  public static boolean isValidPassphrase(String passphrase) {
    return passphrase.length() >= 8
        && passphrase.length() <= 63
        && passphrase.chars().allMatch(c -> c >= 0x20 && c <= 0x7e);
  }
}
