package io.ispkit.radius.dictionary;

import java.util.EnumSet;
import java.util.Set;

/**
 * What an attribute is for, which decides in which tables it has an effect (FreeRADIUS, manual page
 * "users" and module rlm_sql).
 */
public enum AttributeUse {
  /** Set in the server's control list: passwords, limits, Auth-Type. Does nothing in a reply. */
  CONTROL,
  /** Compared with the request; a row that does not match takes all rows of its user along. */
  COMPARE,
  /** Sent to the NAS. */
  REPLY;

  /** The tables in which such an attribute has an effect. */
  public Set<RowTable> tables() {
    return this == REPLY
        ? EnumSet.of(RowTable.RADREPLY, RowTable.RADGROUPREPLY)
        : EnumSet.of(RowTable.RADCHECK, RowTable.RADGROUPCHECK);
  }
}
