package io.ispkit.runtime.database;

import io.ispkit.core.error.PermanentException;
import io.ispkit.runtime.database.internal.DurablePath;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What kind of database a connection leads to.
 *
 * @param h2File the path of the file as H2 has it, or null: no H2 file
 */
record Inspection(Dialect dialect, @Nullable String h2File) {

  static Inspection of(Connection connection) throws SQLException {
    DatabaseMetaData data = connection.getMetaData();
    String product = data.getDatabaseProductName();
    int version = data.getDatabaseMajorVersion();
    if (product.equals("PostgreSQL")) {
      if (version < 14) {
        throw new PermanentException("PostgreSQL " + version + " is too old: expected 14 or newer");
      }
      return new Inspection(Dialect.POSTGRESQL, null);
    }
    if (!product.equals("H2")) {
      throw new PermanentException("database " + product + ": expected H2 or PostgreSQL");
    }
    if (version < 2) {
      throw new PermanentException("H2 " + version + " is too old: expected 2.2 or newer");
    }
    return new Inspection(Dialect.H2, durableFile(connection));
  }

  private static @Nullable String durableFile(Connection connection) throws SQLException {
    String path;
    try (Statement statement = connection.createStatement()) {
      try (ResultSet found = statement.executeQuery("select database_path()")) {
        path = found.next() ? found.getString(1) : null;
        if (path == null) {
          return null;
        }
        if (!path.startsWith(DurablePath.SCHEME + ":")) {
          throw new PermanentException(
              "H2 file "
                  + path
                  + " opened by a plain URL: after a crash H2 may not find its last commits"
                  + " (expected the URL that Database.durableUrl makes of it)");
        }
      }
      try (ResultSet delay =
          statement.executeQuery(
              "select setting_value from information_schema.settings"
                  + " where setting_name = 'WRITE_DELAY' and setting_value <> '0'")) {
        if (delay.next()) {
          throw new PermanentException(
              "H2 file opened with WRITE_DELAY="
                  + delay.getString(1)
                  + ": it loses acknowledged commits (expected WRITE_DELAY=0 in its URL)");
        }
      }
    }
    return path;
  }
}
