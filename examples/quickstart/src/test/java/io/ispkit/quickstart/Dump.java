package io.ispkit.quickstart;

import io.ispkit.testkit.database.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * All rows of all tables of a database, as text: equal for two databases that hold the same.
 * Sequences are left out, because a transaction that is rolled back moves them all the same.
 *
 * @param tables rows, sorted, by {@code schema.table}; each row by column
 */
record Dump(SortedMap<String, List<Map<String, String>>> tables) {

  private static final Set<String> SYSTEM = Set.of("information_schema", "pg_catalog", "pg_toast");

  /** Of the embedded database below a data directory, which nobody has open; reads only. */
  static Dump of(Path data) {
    return of(
        "jdbc:h2:file:" + data.resolve("isp") + ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r", "sa", "");
  }

  static Dump of(TestDatabase database) {
    return of(database.url(), database.username(), database.password());
  }

  static Dump of(String url, String username, String password) {
    SortedMap<String, List<Map<String, String>>> tables = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(url, username, password)) {
      for (String[] name : names(connection)) {
        String key = (name[0] + "." + name[1]).toLowerCase(Locale.ROOT);
        tables.put(key, rows(connection, "\"" + name[0] + "\".\"" + name[1] + "\""));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read " + url, e);
    }
    return new Dump(tables);
  }

  private static List<String[]> names(Connection connection) throws SQLException {
    List<String[]> names = new ArrayList<>();
    try (ResultSet found =
        connection
            .getMetaData()
            .getTables(connection.getCatalog(), null, "%", new String[] {"TABLE", "BASE TABLE"})) {
      while (found.next()) {
        String schema = found.getString("TABLE_SCHEM");
        if (!SYSTEM.contains(schema.toLowerCase(Locale.ROOT))) {
          names.add(new String[] {schema, found.getString("TABLE_NAME")});
        }
      }
    }
    return names;
  }

  private static List<Map<String, String>> rows(Connection connection, String table)
      throws SQLException {
    List<Map<String, String>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("select * from " + table)) {
      ResultSetMetaData columns = found.getMetaData();
      while (found.next()) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          row.put(columns.getColumnName(i).toLowerCase(Locale.ROOT), found.getString(i));
        }
        rows.add(row);
      }
    }
    rows.sort(Comparator.comparing(Map::toString));
    return rows;
  }

  /** Whether the database file is there at all. */
  static boolean exists(Path data) {
    return Files.exists(data.resolve("isp.mv.db"));
  }

  /** The rows of a table, none when there is no such table. */
  List<Map<String, String>> rows(String table) {
    return tables.getOrDefault(table, List.of());
  }

  /** One column of a table; nulls are left out. */
  List<String> column(String table, String column) {
    return rows(table).stream().map(row -> row.get(column)).filter(Objects::nonNull).toList();
  }

  /** The rows that a predicate accepts; tables without any are left out. */
  Dump where(Predicate<Map<String, String>> concerns) {
    SortedMap<String, List<Map<String, String>>> some = new TreeMap<>();
    tables.forEach(
        (table, rows) -> {
          List<Map<String, String>> kept = rows.stream().filter(concerns).toList();
          if (!kept.isEmpty()) {
            some.put(table, kept);
          }
        });
    return new Dump(some);
  }

  /** The rows of one tenant, in the tables that know tenants. */
  Dump of(String tenant) {
    return where(row -> tenant.equals(row.get("tenant_id")));
  }
}
