package io.ispkit.radius.dynauth;

import io.ispkit.core.address.Prefix;
import java.net.InetAddress;
import java.util.HexFormat;

/**
 * The number of an attribute, standard or vendor-specific, from which attributes are made: {@code
 * AttributeNumber.vendor(14988, 8).text("20M/100M")}. Immutable.
 *
 * <p>The values are checked when a request is sent, all together. What the number means is for the
 * caller to know; only the standard attributes that matter here are checked for their form.
 *
 * @param vendor the enterprise number, 1 to 16777215; 0 for a standard attribute
 * @param number 1 to 255
 */
public record AttributeNumber(int vendor, int number) {

  private static final int MOST_VENDOR = 0xFF_FFFF;

  /** Checks the ranges. */
  public AttributeNumber {
    if (vendor < 0 || vendor > MOST_VENDOR) {
      throw new IllegalArgumentException("vendor: expected 0 to 16777215, but was " + vendor);
    }
    if (number < 1 || number > 255) {
      throw new IllegalArgumentException("attribute: expected 1 to 255, but was " + number);
    }
  }

  /** A standard attribute, such as 27 for Session-Timeout. */
  public static AttributeNumber standard(int number) {
    return new AttributeNumber(0, number);
  }

  /** An attribute of a vendor (RFC 2865 section 5.26), such as 14988 and 8. */
  public static AttributeNumber vendor(int vendor, int number) {
    if (vendor == 0) {
      throw new IllegalArgumentException("vendor: expected 1 to 16777215, but was 0");
    }
    return new AttributeNumber(vendor, number);
  }

  /** Text in UTF-8: one line of 1 to 253 octets, 1 to 247 for a vendor's attribute. */
  public NasAttribute text(String value) {
    return new NasAttribute(this, new AttributeValue.Text(value));
  }

  /** A whole number from 0 to 4294967295, also a time in seconds or an enumerated value. */
  public NasAttribute integer(long value) {
    return new NasAttribute(this, new AttributeValue.Whole(value));
  }

  /** An address, IPv4 in 4 octets or IPv6 in 16. */
  public NasAttribute address(InetAddress value) {
    return new NasAttribute(this, new AttributeValue.Address(value));
  }

  /** A prefix, IPv4 in 6 octets or IPv6 in 18 (RFC 3162 section 2.3, RFC 6572 section 4). */
  public NasAttribute prefix(Prefix value) {
    return new NasAttribute(this, new AttributeValue.Block(value));
  }

  /** 1 to 253 octets as they are, 1 to 247 for a vendor's attribute. */
  public NasAttribute octets(byte[] value) {
    return new NasAttribute(this, new AttributeValue.Octets(HexFormat.of().formatHex(value)));
  }

  boolean isStandard() {
    return vendor == 0;
  }

  /** The name of a standard attribute that has one here, else numbers: {@code 14988.8}. */
  @Override
  public String toString() {
    return isStandard()
        ? StandardAttribute.of(this).map(StandardAttribute::title).orElse("attribute " + number)
        : vendor + "." + number;
  }
}
