package io.ispkit.radius.group;

import java.util.Locale;
import java.util.Objects;

/**
 * Rows that one operation replaces together.
 *
 * @param table lower case
 * @param owner user name or group name
 * @param attribute whose rows; empty: all rows of the owner
 */
record Place(String table, String owner, String attribute) implements Comparable<Place> {

  static final String REPLIES = "radreply";
  static final String GROUP_CHECKS = "radgroupcheck";
  static final String GROUP_REPLIES = "radgroupreply";
  static final String MEMBERSHIPS = "radusergroup";

  Place {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(attribute, "attribute");
  }

  /** Whether rows of this table belong to a group, not to a user. */
  static boolean isOfGroup(String table) {
    return table.equals(GROUP_CHECKS) || table.equals(GROUP_REPLIES);
  }

  /** Whose rows must not be changed by two operations at once. */
  String lock() {
    return (isOfGroup(table) ? "group " : "user ") + owner.toLowerCase(Locale.ROOT);
  }

  /** For people. */
  String target() {
    return table + " " + owner;
  }

  @Override
  public int compareTo(Place other) {
    int byTable = table.compareTo(other.table);
    int byOwner = byTable == 0 ? owner.compareTo(other.owner) : byTable;
    return byOwner == 0 ? attribute.compareTo(other.attribute) : byOwner;
  }
}
