package io.ispkit.radius.group;

import java.util.Objects;

/**
 * One row. A membership has the group as attribute, the priority as value and no operator.
 *
 * @param id 0: not written yet
 */
record GroupRow(String table, long id, String owner, String attribute, String op, String value) {

  GroupRow {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(attribute, "attribute");
    Objects.requireNonNull(op, "op");
    Objects.requireNonNull(value, "value");
  }

  /** The same without the number that the database gave it. */
  GroupRow content() {
    return new GroupRow(table, 0, owner, attribute, op, value);
  }
}
