package io.ispkit.core.rate;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A speed in bits per second. Prefixes are decimal, as in every access technology: 1 kbit/s is 1000
 * bit/s. Immutable and thread-safe.
 *
 * @param bitsPerSecond from 1 to {@link #MAX_BITS_PER_SECOND}
 */
public record BitRate(long bitsPerSecond) implements Comparable<BitRate> {

  /** The highest speed: 1 Tbit/s. */
  public static final long MAX_BITS_PER_SECOND = 1_000_000_000_000L;

  private static final long KILO = 1_000L;
  private static final long MEGA = 1_000_000L;
  private static final long GIGA = 1_000_000_000L;
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,13}(?:\\.[0-9]{1,9})?) ?([kKMGT]?)(?:bit/s|bps)?");

  /** Checks the range. */
  public BitRate {
    if (bitsPerSecond < 1 || bitsPerSecond > MAX_BITS_PER_SECOND) {
      throw new IllegalArgumentException(
          "expected a speed from 1 bit/s to 1 Tbit/s, but was " + bitsPerSecond + " bit/s");
    }
  }

  /** A speed in kbit/s. */
  public static BitRate ofKbps(long kbps) {
    return scaled(kbps, KILO);
  }

  /** A speed in Mbit/s. */
  public static BitRate ofMbps(long mbps) {
    return scaled(mbps, MEGA);
  }

  /** A speed in Gbit/s. */
  public static BitRate ofGbps(long gbps) {
    return scaled(gbps, GIGA);
  }

  private static BitRate scaled(long count, long unit) {
    if (count < 1 || count > MAX_BITS_PER_SECOND / unit) {
      throw new IllegalArgumentException(
          "expected a speed from 1 bit/s to 1 Tbit/s, but was "
              + count
              + " times "
              + unit
              + " bit/s");
    }
    return new BitRate(count * unit);
  }

  /**
   * Reads a speed: a number, an optional prefix {@code k}, {@code K}, {@code M}, {@code G} or
   * {@code T}, and an optional {@code bit/s} or {@code bps}. So {@code 100M}, {@code 2.5 Gbit/s}
   * and {@code 512000} are speeds. {@code 100m} is none.
   *
   * @throws IllegalArgumentException when the text has another form, is out of range, or is no
   *     whole number of bits
   */
  public static BitRate parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("expected a speed such as 100M or 2.5 Gbit/s");
    }
    BigDecimal bits =
        new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(unitOf(form.group(2))));
    if (bits.signum() == 0 || bits.compareTo(BigDecimal.valueOf(MAX_BITS_PER_SECOND)) > 0) {
      throw new IllegalArgumentException("expected a speed from 1 bit/s to 1 Tbit/s");
    }
    if (bits.stripTrailingZeros().scale() > 0) {
      throw new IllegalArgumentException("expected a whole number of bits per second");
    }
    return new BitRate(bits.longValueExact());
  }

  private static long unitOf(String prefix) {
    return switch (prefix) {
      case "k", "K" -> KILO;
      case "M" -> MEGA;
      case "G" -> GIGA;
      case "T" -> MAX_BITS_PER_SECOND;
      default -> 1;
    };
  }

  /**
   * The speed in kbit/s, exactly.
   *
   * @throws ArithmeticException when the speed is no whole number of kbit/s
   */
  public long kbps() {
    if (bitsPerSecond % KILO != 0) {
      throw new ArithmeticException(
          "expected a whole number of kbit/s, but was " + bitsPerSecond + " bit/s");
    }
    return bitsPerSecond / KILO;
  }

  @Override
  public int compareTo(BitRate other) {
    return Long.compare(bitsPerSecond, other.bitsPerSecond);
  }

  /**
   * The speed in the largest unit that shows it exactly, such as {@code 1 Gbit/s} or {@code 1500
   * kbit/s}.
   */
  @Override
  public String toString() {
    if (bitsPerSecond % GIGA == 0) {
      return bitsPerSecond / GIGA + " Gbit/s";
    }
    if (bitsPerSecond % MEGA == 0) {
      return bitsPerSecond / MEGA + " Mbit/s";
    }
    if (bitsPerSecond % KILO == 0) {
      return bitsPerSecond / KILO + " kbit/s";
    }
    return bitsPerSecond + " bit/s";
  }
}
