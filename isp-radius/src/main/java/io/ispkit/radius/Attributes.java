package io.ispkit.radius;

import io.ispkit.core.fault.Faults;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The attributes that this adapter writes, and the check that every row passes before it is
 * written. One wrong row (a name that the dictionary lacks, a value that does not parse) makes
 * FreeRADIUS reject the user, so nothing else is let through.
 */
final class Attributes {

  static final String CLEARTEXT_PASSWORD = "Cleartext-Password";
  static final String NT_PASSWORD = "NT-Password";
  static final String CRYPT_PASSWORD = "Crypt-Password";
  static final String FRAMED_IP_ADDRESS = "Framed-IP-Address";
  static final String FRAMED_IP_NETMASK = "Framed-IP-Netmask";
  static final String FRAMED_IPV6_ADDRESS = "Framed-IPv6-Address";
  static final String SESSION_TIMEOUT = "Session-Timeout";
  static final String IDLE_TIMEOUT = "Idle-Timeout";
  static final String MIKROTIK_RATE_LIMIT = "Mikrotik-Rate-Limit";
  static final String WISPR_MAX_UP = "WISPr-Bandwidth-Max-Up";
  static final String WISPR_MAX_DOWN = "WISPr-Bandwidth-Max-Down";

  private static final Map<String, Attribute> KNOWN =
      Stream.of(
              Attribute.password(CLEARTEXT_PASSWORD),
              Attribute.password(NT_PASSWORD),
              Attribute.password(CRYPT_PASSWORD),
              Attribute.address(FRAMED_IP_ADDRESS, AttributeKind.IPV4),
              Attribute.address(FRAMED_IP_NETMASK, AttributeKind.IPV4),
              Attribute.address(FRAMED_IPV6_ADDRESS, AttributeKind.IPV6),
              Attribute.integer(SESSION_TIMEOUT, 1),
              Attribute.integer(IDLE_TIMEOUT, 1),
              Attribute.vendorText(MIKROTIK_RATE_LIMIT),
              Attribute.integer(WISPR_MAX_UP, 1),
              Attribute.integer(WISPR_MAX_DOWN, 1))
          .collect(Collectors.toUnmodifiableMap(Attribute::name, Function.identity()));

  private Attributes() {}

  /** Notes everything that is wrong with {@code row}; values of secret attributes are not shown. */
  static void check(RadiusRow row, Faults faults) {
    Attribute attribute = KNOWN.get(row.attribute());
    if (attribute == null) {
      faults.add("attribute", row.attribute(), "an attribute that this adapter knows");
      return;
    }
    String place = row.table().tableName() + " " + attribute.name();
    if (attribute.table() != row.table()) {
      faults.add(place, row.table().tableName(), "the table " + attribute.table().tableName());
    }
    if (!":=".equals(row.op())) {
      faults.add(place, row.op(), "the operator :=");
    }
    if (AttributeKind.bytes(row.value()) > attribute.maxBytes()
        || !attribute.kind().accepts(row.value(), attribute)) {
      String shown = attribute.secret() ? "" : row.value();
      faults.add(place, shown, attribute.kind().expectation(attribute));
    }
  }

  /** Whether the value of {@code name} must not be shown. What is not known might be a password. */
  static boolean isSecret(RadTable table, String name) {
    Attribute attribute = KNOWN.get(name);
    return attribute == null ? table == RadTable.RADCHECK : attribute.secret();
  }
}
