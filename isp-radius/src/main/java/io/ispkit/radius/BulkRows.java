package io.ispkit.radius;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jooq.SQLDialect;

/**
 * Inserts many rows with few statements: by COPY where PostgreSQL's own driver can be reached, over
 * arrays where it is hidden, else with statements of many rows each. Confined to the transaction of
 * its tables.
 */
record BulkRows(RadiusTables tables) {

  private static final int ROWS = 250;
  private static final boolean COPIES = CopiedRows.isPossible();

  /** One column: its name, its type on PostgreSQL, its values. */
  record Column(String name, String type, List<?> values) {}

  /** Columns of the same length. */
  void insert(String table, List<Column> columns) {
    int rows = columns.get(0).values().size();
    if (rows > 0) {
      tables
          .sql()
          .connection(
              connection -> {
                if (tables.layout().dialect() == SQLDialect.POSTGRES) {
                  if (!COPIES || !CopiedRows.insert(connection, place(table, columns), columns)) {
                    unnested(connection, table, columns);
                  }
                } else {
                  multiRow(connection, table, columns, rows);
                }
              });
    }
  }

  private void unnested(Connection connection, String table, List<Column> columns)
      throws SQLException {
    String arrays =
        String.join(", ", columns.stream().map(column -> "?::" + column.type() + "[]").toList());
    String sql = "insert into " + place(table, columns) + " select * from unnest(" + arrays + ")";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (int i = 0; i < columns.size(); i++) {
        Column column = columns.get(i);
        insert.setArray(i + 1, connection.createArrayOf(column.type(), column.values().toArray()));
      }
      insert.executeUpdate();
    }
  }

  private void multiRow(Connection connection, String table, List<Column> columns, int rows)
      throws SQLException {
    for (int from = 0; from < rows; from += ROWS) {
      int to = Math.min(rows, from + ROWS);
      String row = "(" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
      String sql =
          "insert into "
              + place(table, columns)
              + " values "
              + String.join(", ", Collections.nCopies(to - from, row));
      try (PreparedStatement insert = connection.prepareStatement(sql)) {
        int parameter = 1;
        for (int i = from; i < to; i++) {
          for (Column column : columns) {
            insert.setObject(parameter++, column.values().get(i));
          }
        }
        insert.executeUpdate();
      }
    }
  }

  private String place(String table, List<Column> columns) {
    String schema = tables.layout().schema();
    return (schema.isEmpty() ? "" : schema + ".")
        + table
        + " ("
        + String.join(", ", columns.stream().map(Column::name).toList())
        + ")";
  }

  /** A column that gathers values. */
  static final class Gathered<T> {
    private final List<T> values = new ArrayList<>();

    void add(T value) {
      values.add(value);
    }

    Column as(String name, String type) {
      return new Column(name, type, values);
    }
  }
}
