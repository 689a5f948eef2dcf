package io.ispkit.radius.dictionary;

/**
 * The least and the greatest that an attribute takes, both included: values of a number, bytes of a
 * text.
 *
 * @param min from 0
 * @param max from {@code min} to {@link #MAX_INTEGER}
 */
public record Bounds(long min, long max) {

  /** The largest unsigned number of 32 bits. */
  public static final long MAX_INTEGER = 4_294_967_295L;

  /** The column {@code value} of MySQL and MariaDB, and an attribute of RFC 2865 on the wire. */
  public static final int MAX_VALUE = 253;

  /** A string inside Vendor-Specific (RFC 2865, 5.26). */
  public static final int MAX_VENDOR_VALUE = 247;

  /** Checks the order. */
  public Bounds {
    if (min < 0 || max < min || max > MAX_INTEGER) {
      throw new IllegalArgumentException(
          "expected bounds from 0 to " + MAX_INTEGER + ", but were " + min + " to " + max);
    }
  }

  /**
   * What the attribute can hold at most.
   *
   * @param tagged whether one byte goes to the tag
   */
  static Bounds widest(AttributeType type, Vendor vendor, boolean tagged) {
    if (type.isNumber()) {
      return new Bounds(0, MAX_INTEGER);
    }
    int most = vendor.isStandard() ? MAX_VALUE : MAX_VENDOR_VALUE;
    return new Bounds(1, tagged ? most - 1 : most);
  }

  boolean hold(long number) {
    return number >= min && number <= max;
  }

  @Override
  public String toString() {
    return min + " to " + max;
  }
}
