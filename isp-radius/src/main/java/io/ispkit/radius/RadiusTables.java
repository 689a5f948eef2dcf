package io.ispkit.radius;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

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
    return sql.connectionResult(
        connection -> {
          DatabaseMetaData data = connection.getMetaData();
          boolean upper = data.storesUpperCaseIdentifiers();
          String given = upper ? layout.schema().toUpperCase(Locale.ROOT) : layout.schema();
          boolean schemas = layout.dialect() != SQLDialect.MARIADB;
          String catalogue = schemas || given.isEmpty() ? connection.getCatalog() : given;
          String schema = !schemas ? null : given.isEmpty() ? connection.getSchema() : given;
          String stored = upper ? table.toUpperCase(Locale.ROOT) : table;
          try (ResultSet found = data.getTables(catalogue, schema, stored, null)) {
            return found.next();
          }
        });
  }
}
