package io.ispkit.radius.accounting;

import io.ispkit.radius.RadiusTables;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/** What the database says of its own tables and indexes. */
final class Catalogue {

  private Catalogue() {}

  /**
   * An index as it stands.
   *
   * @param columns in their order, lower case
   * @param filter what its rows must be, lower case; empty: it has all rows
   */
  record Index(String name, List<String> columns, String filter) {}

  static List<Index> indexes(RadiusTables tables, String table) {
    return tables
        .sql()
        .connectionResult(
            connection -> {
              Place place = Place.of(connection, tables, table);
              Map<String, List<String>> columns = new LinkedHashMap<>();
              Map<String, String> filters = new LinkedHashMap<>();
              try (ResultSet found =
                  connection
                      .getMetaData()
                      .getIndexInfo(
                          place.catalogue(), place.schema(), place.table(), false, true)) {
                while (found.next()) {
                  String name = found.getString("INDEX_NAME");
                  String column = found.getString("COLUMN_NAME");
                  if (name != null && column != null) {
                    columns.computeIfAbsent(name, n -> new ArrayList<>()).add(lower(column));
                    filters.put(name, lower(found.getString("FILTER_CONDITION")));
                  }
                }
              }
              List<Index> all = new ArrayList<>();
              columns.forEach(
                  (name, of) ->
                      all.add(
                          new Index(lower(name), List.copyOf(of), filters.getOrDefault(name, ""))));
              return all;
            });
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }

  private record Place(@Nullable String catalogue, @Nullable String schema, String table) {

    static Place of(Connection connection, RadiusTables tables, String table) throws SQLException {
      DatabaseMetaData data = connection.getMetaData();
      boolean upper = data.storesUpperCaseIdentifiers();
      String given = tables.layout().schema();
      String stored = upper ? table.toUpperCase(Locale.ROOT) : table;
      if (tables.layout().dialect() == SQLDialect.MARIADB) {
        return new Place(given.isEmpty() ? connection.getCatalog() : given, null, stored);
      }
      String schema = upper ? given.toUpperCase(Locale.ROOT) : given;
      return new Place(
          connection.getCatalog(), schema.isEmpty() ? connection.getSchema() : schema, stored);
    }
  }
}
