package io.ispkit.radius;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.currentSchema;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.nullif;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;

import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

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
   * @param tableNamed lower case
   */
  public boolean has(String tableNamed) {
    Field<String> schemaName = field(name("table_schema"), SQLDataType.VARCHAR);
    Field<String> named = field(name("table_name"), SQLDataType.VARCHAR);
    Field<String> place = coalesce(nullif(val(layout.schema()), inline("")), currentSchema());
    return sql.fetchExists(
        table(name("information_schema", "tables")),
        lower(schemaName).eq(lower(place)).and(lower(named).eq(tableNamed)));
  }
}
