package io.ispkit.radius;

import io.ispkit.core.fault.Faults;
import io.ispkit.radius.dictionary.AttributeFact.Trait;
import io.ispkit.radius.dictionary.Dictionary;
import io.ispkit.radius.dictionary.RowTable;

/**
 * The attributes that this adapter writes by name, and the check that every row passes before it is
 * written.
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

  private Attributes() {}

  /** Notes everything that is wrong with {@code row}; values of secret attributes are not shown. */
  static void check(RadiusRow row, Faults faults) {
    check(Dictionary.packed(), row, faults);
  }

  /** The same by the facts of {@code dictionary}. */
  static void check(Dictionary dictionary, RadiusRow row, Faults faults) {
    RowTable table =
        switch (row.table()) {
          case RADCHECK -> RowTable.RADCHECK;
          case RADREPLY -> RowTable.RADREPLY;
          case RADUSERGROUP ->
              throw new IllegalArgumentException("a membership of a group is no attribute");
        };
    dictionary.check(table, row.attribute(), row.op(), row.value(), faults);
  }

  /** Whether the value of {@code name} must not be shown. What is not known might be a password. */
  static boolean isSecret(RadTable table, String name) {
    return Dictionary.packed()
        .find(name)
        .map(fact -> fact.is(Trait.SECRET))
        .orElse(table == RadTable.RADCHECK);
  }
}
