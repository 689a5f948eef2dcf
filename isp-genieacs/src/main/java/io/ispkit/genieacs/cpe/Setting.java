package io.ispkit.genieacs.cpe;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Arrays;
import java.util.Locale;

/** One thing that can be set, by its name in data files. */
public enum Setting {
  WIFI_SSID,
  WIFI_PASSPHRASE,
  /** The key itself, 64 hexadecimal digits, where no passphrase was given. */
  WIFI_KEY,
  /** One of {@link Security}; {@code words} say how the device calls it. */
  WIFI_SECURITY,
  /** The opposite of hidden. */
  WIFI_ADVERTISED,
  WIFI_CHANNEL,
  WIFI_AUTO_CHANNEL,
  PPPOE_USERNAME,
  PPPOE_PASSWORD,
  WAN_VLAN,
  MANAGEMENT_URL,
  MANAGEMENT_USERNAME,
  MANAGEMENT_PASSWORD,
  INFORM_INTERVAL,
  /** True whenever there is an interval. */
  INFORM_ENABLED,
  CONNECTION_REQUEST_USERNAME,
  CONNECTION_REQUEST_PASSWORD;

  /** The setting of a data file. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Setting read(String word) {
    return Arrays.stream(values())
        .filter(setting -> setting.toString().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "setting: expected one of " + Arrays.toString(values()) + ", got " + word));
  }

  /** Whether it reads back empty on most devices, and must not be shown. */
  public boolean isSecret() {
    return this == WIFI_PASSPHRASE
        || this == WIFI_KEY
        || this == PPPOE_PASSWORD
        || this == MANAGEMENT_PASSWORD
        || this == CONNECTION_REQUEST_PASSWORD;
  }

  /** Such as {@code wifi_ssid}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
