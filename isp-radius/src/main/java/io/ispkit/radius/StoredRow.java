package io.ispkit.radius;

import java.util.Objects;

/**
 * One row as it stands in the database. A membership of a group has the group as attribute, the
 * priority as value and no operator. Its text form shows no value.
 */
record StoredRow(
    RadTable table, long id, String username, String attribute, String op, String value) {

  StoredRow {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(attribute, "attribute");
    Objects.requireNonNull(op, "op");
    Objects.requireNonNull(value, "value");
  }

  RadiusRow content() {
    return new RadiusRow(table, attribute, op, value);
  }

  @Override
  public String toString() {
    return table.tableName() + " " + id + " " + attribute + " " + op;
  }
}
