package io.ispkit.genieacs.cpe;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Arrays;
import java.util.Locale;

/** How a wireless network is secured. Data files write these in lower case. */
public enum Security {
  /** No password at all. */
  OPEN,
  /** WPA and WPA2 with a passphrase, for old clients. */
  WPA_WPA2,
  /** WPA2 with a passphrase (IEEE 802.11i, AES). */
  WPA2,
  /** WPA2 and WPA3 with a passphrase (WPA3-Personal transition mode). */
  WPA2_WPA3,
  /** WPA3 with a passphrase (SAE). */
  WPA3;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Security read(String word) {
    return Arrays.stream(values())
        .filter(mode -> mode.toString().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "security: expected one of " + Arrays.toString(values()) + ", got " + word));
  }

  /** Such as {@code wpa2_wpa3}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
