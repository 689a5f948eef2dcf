package io.ispkit.radius;

/** The tables of FreeRADIUS that hold what one user gets. */
enum RadTable {
  /** What is checked and what controls the login: passwords above all. */
  RADCHECK("radcheck"),
  /** What the NAS is told when the login is accepted. */
  RADREPLY("radreply"),
  /** The groups of the user. */
  RADUSERGROUP("radusergroup");

  private final String tableName;

  RadTable(String tableName) {
    this.tableName = tableName;
  }

  /** Lower case, as in the script of FreeRADIUS once the database has folded it. */
  String tableName() {
    return tableName;
  }
}
