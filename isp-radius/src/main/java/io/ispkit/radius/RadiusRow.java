package io.ispkit.radius;

import java.util.Objects;

/**
 * One row that a subscriber should have. Its text form shows no value, since that may be a
 * password.
 *
 * @param op how FreeRADIUS merges it; {@code :=} for everything that belongs to one user
 */
record RadiusRow(RadTable table, String attribute, String op, String value) {

  RadiusRow {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(attribute, "attribute");
    Objects.requireNonNull(op, "op");
    Objects.requireNonNull(value, "value");
  }

  static RadiusRow check(String attribute, String value) {
    return new RadiusRow(RadTable.RADCHECK, attribute, ":=", value);
  }

  /** A reply item that beats the plan's group, whose rows are written with {@code =}. */
  static RadiusRow reply(String attribute, String value) {
    return new RadiusRow(RadTable.RADREPLY, attribute, ":=", value);
  }

  @Override
  public String toString() {
    return table.tableName() + " " + attribute + " " + op;
  }
}
