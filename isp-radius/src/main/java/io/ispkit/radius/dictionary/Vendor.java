package io.ispkit.radius.dictionary;

import java.util.Objects;

/**
 * Who defined an attribute.
 *
 * @param name as FreeRADIUS's dictionaries write it; empty for the RFCs and for the server's own
 * @param number the enterprise number of IANA; 0 for the RFCs and for the server's own
 */
public record Vendor(String name, int number) {

  /** The RFCs, and the attributes that FreeRADIUS only knows inside itself (from 256 on). */
  public static final Vendor STANDARD = new Vendor("", 0);

  /** Checks that name and number are both there or both missing. */
  public Vendor {
    Objects.requireNonNull(name, "name");
    if (number < 0 || name.isEmpty() != (number == 0)) {
      throw new IllegalArgumentException(
          "expected a vendor with name and number, but was \"" + name + "\" " + number);
    }
  }

  /** Whether its attributes stand outside of Vendor-Specific. */
  public boolean isStandard() {
    return number == 0;
  }
}
