package io.ispkit.radius.profile;

import io.ispkit.core.rate.BitRate;
import java.util.OptionalLong;

/** What a number in a rate attribute counts. Prefixes are decimal. */
public enum RateUnit {
  /** bit/s. */
  BPS(1, "bit/s"),
  /** 1000 bit/s. */
  KBPS(1_000, "kbit/s");

  private final long bits;
  private final String text;

  RateUnit(long bits, String text) {
    this.bits = bits;
    this.text = text;
  }

  /** The rate as a whole number of this unit; empty if that would round it. */
  public OptionalLong of(BitRate rate) {
    return rate.bitsPerSecond() % bits == 0
        ? OptionalLong.of(rate.bitsPerSecond() / bits)
        : OptionalLong.empty();
  }

  @Override
  public String toString() {
    return text;
  }
}
