package io.ispkit.radius.dictionary;

import java.util.Locale;

/** A table of FreeRADIUS's SQL module that holds attributes. */
public enum RowTable {
  /** What a user's request is compared with, and what controls the login. */
  RADCHECK,
  /** What the NAS is told when the user is let in. */
  RADREPLY,
  /** As {@link #RADCHECK}, for a group. */
  RADGROUPCHECK,
  /** As {@link #RADREPLY}, for a group: merged after the user's own rows. */
  RADGROUPREPLY;

  private final String tableName = name().toLowerCase(Locale.ROOT);

  /** Lower case, as in FreeRADIUS's schema once the database has folded it. */
  public String tableName() {
    return tableName;
  }

  boolean holdsReplies() {
    return this == RADREPLY || this == RADGROUPREPLY;
  }
}
