package io.ispkit.radius.explain;

import io.ispkit.radius.dictionary.RowTable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of one of the four tables that hold attributes, as read; NULL is legal in tables that
 * another tool has made. Its text form shows no value, since that may be a password.
 *
 * @param owner the user name or group name under which it was found
 */
public record AttributeRow(
    RowTable table,
    long id,
    String owner,
    @Nullable String attribute,
    @Nullable String op,
    @Nullable String value) {

  /** Checks that table and owner are there. */
  public AttributeRow {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(owner, "owner");
  }

  /** Which row it is: {@code radcheck 12}. */
  public String place() {
    return table.tableName() + " " + id;
  }

  @Override
  public String toString() {
    return place() + " " + attribute + " " + op;
  }
}
