package io.ispkit.radius.dynauth;

import io.ispkit.core.fault.Faults;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An attribute of a request: a number and a value. Made by {@link AttributeNumber}. Immutable; two
 * are equal when number and value are.
 */
public final class NasAttribute {

  private static final int VENDOR_SPECIFIC = 26;
  private static final int MOST = 253;

  /** Less the vendor's number (4), the inner type and the inner length (RFC 2865 section 5.26). */
  private static final int MOST_OF_VENDOR = 247;

  private final AttributeNumber number;
  private final AttributeValue value;

  NasAttribute(AttributeNumber number, AttributeValue value) {
    this.number = number;
    this.value = value;
  }

  /** Its number. */
  public AttributeNumber number() {
    return number;
  }

  boolean is(StandardAttribute attribute) {
    return number.equals(attribute.number());
  }

  boolean has(AttributeValue other) {
    return value.equals(other);
  }

  /** Notes what is wrong with the value. */
  void check(String place, Faults faults) {
    Optional<StandardAttribute> standard = StandardAttribute.of(number);
    if (standard.isPresent() && !standard.get().takes(value)) {
      faults.add(place, value.form().toString(), standard.get().form().toString());
    } else {
      value.check(place, number.isStandard() ? MOST : MOST_OF_VENDOR, faults);
    }
  }

  /**
   * As on the wire (RFC 2865 sections 5 and 5.26).
   *
   * @throws IllegalArgumentException the value does not fit the attribute; says what would
   */
  public byte[] encoded() {
    Faults faults = new Faults();
    check(number.toString(), faults);
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(Faults.describe(faults.list()));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writeTo(out);
    return out.toByteArray();
  }

  /** Appends it as on the wire (RFC 2865 sections 5 and 5.26); only when it passed the check. */
  void writeTo(ByteArrayOutputStream out) {
    byte[] octets = value.octets();
    if (!number.isStandard()) {
      out.write(VENDOR_SPECIFIC);
      out.write(octets.length + 8);
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(number.vendor()).array());
    }
    out.write(number.number());
    out.write(octets.length + 2);
    out.writeBytes(octets);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NasAttribute attribute
        && number.equals(attribute.number)
        && value.equals(attribute.value);
  }

  @Override
  public int hashCode() {
    return 31 * number.hashCode() + value.hashCode();
  }

  @Override
  public String toString() {
    return number + "=" + value;
  }
}
