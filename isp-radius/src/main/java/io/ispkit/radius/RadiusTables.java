package io.ispkit.radius;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The tables within one open transaction. Confined to it.
 *
 * @param sql the transaction; logs no values
 * @param layout names and dialect of the tables
 */
public record RadiusTables(DSLContext sql, Layout layout) {

  /**
   * On {@code connection}, which the caller keeps.
   *
   * @param product {@code h2}, {@code postgresql} or {@code mariadb}
   */
  static RadiusTables on(Connection connection, String product, String schema) {
    SQLDialect dialect =
        switch (product) {
          case "h2" -> SQLDialect.H2;
          case "postgresql" -> SQLDialect.POSTGRES;
          case "mariadb" -> SQLDialect.MARIADB;
          default -> throw new IllegalArgumentException("no dialect for database " + product);
        };
    Settings settings =
        new Settings()
            .withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_UNQUOTED)
            // jOOQ logs bind values at level DEBUG, and passwords are among them
            .withExecuteLogging(false);
    try {
      boolean upperCase =
          dialect == SQLDialect.H2 && connection.getMetaData().storesUpperCaseIdentifiers();
      return new RadiusTables(
          DSL.using(connection, dialect, settings), new Layout(dialect, schema, upperCase));
    } catch (SQLException e) {
      throw new DataAccessException("cannot read the properties of the database", e);
    }
  }

  /**
   * Whether there is such a table.
   *
   * @param table lower case
   */
  public boolean has(String table) {
    return lookUp(
        (data, place) -> {
          try (ResultSet found =
              data.getTables(place.catalogue(), place.schema(), place.stored(table), null)) {
            return found.next();
          }
        });
  }

  /** Which columns each table has, all in lower case. */
  Map<String, Set<String>> columns() {
    return lookUp(
        (data, place) -> {
          Map<String, Set<String>> columns = new HashMap<>();
          try (ResultSet found = data.getColumns(place.catalogue(), place.schema(), "%", "%")) {
            while (found.next()) {
              columns
                  .computeIfAbsent(
                      place.given(found.getString("TABLE_NAME")), table -> new HashSet<>())
                  .add(found.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
            }
          }
          return columns;
        });
  }

  /**
   * The columns of each index of a table, in lower case and in their order.
   *
   * @param table lower case; it is there
   */
  List<List<String>> indexes(String table) {
    return lookUp(
        (data, place) -> {
          Map<String, List<String>> columns = new LinkedHashMap<>();
          try (ResultSet found =
              data.getIndexInfo(
                  place.catalogue(), place.schema(), place.stored(table), false, true)) {
            while (found.next()) {
              String name = found.getString("INDEX_NAME");
              String column = found.getString("COLUMN_NAME");
              if (name != null && column != null) {
                columns
                    .computeIfAbsent(name, index -> new ArrayList<>())
                    .add(column.toLowerCase(Locale.ROOT));
              }
            }
          }
          return List.copyOf(columns.values());
        });
  }

  private <T> T lookUp(LookUp<T> lookUp) {
    return sql.connectionResult(
        connection -> {
          DatabaseMetaData data = connection.getMetaData();
          boolean upper = data.storesUpperCaseIdentifiers();
          String given = upper ? layout.schema().toUpperCase(Locale.ROOT) : layout.schema();
          boolean schemas = layout.dialect() != SQLDialect.MARIADB;
          String catalogue = schemas || given.isEmpty() ? connection.getCatalog() : given;
          String schema = !schemas ? null : given.isEmpty() ? connection.getSchema() : given;
          return lookUp.run(data, new Place(catalogue, schema, upper));
        });
  }

  /** A question to the catalogue. */
  private interface LookUp<T> {
    T run(DatabaseMetaData data, Place place) throws SQLException;
  }

  /**
   * Where the tables are.
   *
   * @param upper whether names that are written in lower case are stored in upper case
   */
  private record Place(@Nullable String catalogue, @Nullable String schema, boolean upper) {

    String stored(String table) {
      return upper ? table.toUpperCase(Locale.ROOT) : table;
    }

    String given(String table) {
      return upper ? table.toLowerCase(Locale.ROOT) : table;
    }
  }
}
