package io.ispkit.radius;

import java.util.Objects;

/**
 * One attribute that may be written, by the dictionaries of FreeRADIUS 3.2.
 *
 * @param table the only table in which it has an effect
 * @param min the least value, for {@link AttributeKind#INTEGER}
 * @param max the greatest value, for {@link AttributeKind#INTEGER}
 * @param maxBytes the most that both the attribute on the wire and the column of MySQL hold
 * @param secret whether its value must never be shown
 */
record Attribute(
    String name,
    RadTable table,
    AttributeKind kind,
    long min,
    long max,
    int maxBytes,
    boolean secret) {

  /** The largest unsigned number of 32 bits. */
  static final long MAX_INTEGER = 4_294_967_295L;

  /** The column {@code value} of MySQL and MariaDB, and an attribute of RFC 2865 on the wire. */
  static final int MAX_VALUE = 253;

  /** A string inside Vendor-Specific (RFC 2865, 5.26). */
  static final int MAX_VENDOR_VALUE = 247;

  Attribute {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(kind, "kind");
  }

  static Attribute password(String name) {
    return new Attribute(name, RadTable.RADCHECK, AttributeKind.TEXT, 0, 0, MAX_VALUE, true);
  }

  static Attribute integer(String name, long min) {
    return new Attribute(
        name, RadTable.RADREPLY, AttributeKind.INTEGER, min, MAX_INTEGER, MAX_VALUE, false);
  }

  static Attribute address(String name, AttributeKind kind) {
    return new Attribute(name, RadTable.RADREPLY, kind, 0, 0, MAX_VALUE, false);
  }

  static Attribute vendorText(String name) {
    return new Attribute(
        name, RadTable.RADREPLY, AttributeKind.TEXT, 0, 0, MAX_VENDOR_VALUE, false);
  }
}
