package io.ispkit.genieacs.cpe;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Arrays;
import java.util.Optional;

/** A frequency band, in the words of TR-181 (Device.WiFi.Radio.{i}.OperatingFrequencyBand). */
public enum Band {
  GHZ_2_4("2.4GHz"),
  GHZ_5("5GHz"),
  GHZ_6("6GHz");

  private final String word;

  Band(String word) {
    this.word = word;
  }

  /** The band that TR-181 calls so; empty for any other word. */
  public static Optional<Band> named(String word) {
    return Arrays.stream(values()).filter(band -> band.word.equalsIgnoreCase(word)).findFirst();
  }

  /** The band of a data file. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Band read(String word) {
    return named(word)
        .orElseThrow(
            () -> new IllegalArgumentException("band: expected 2.4GHz, 5GHz or 6GHz, got " + word));
  }

  /** Such as {@code 2.4GHz}. */
  @Override
  public String toString() {
    return word;
  }
}
