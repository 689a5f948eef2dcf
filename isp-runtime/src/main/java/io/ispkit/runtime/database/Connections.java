package io.ispkit.runtime.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Borrows connections, with auto-commit off while they are used. */
final class Connections {

  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  private final DataSource source;

  Connections(DataSource source) {
    this.source = source;
  }

  /** What is done with one borrowed connection. */
  @FunctionalInterface
  interface Use<T> {
    T on(Connection connection) throws SQLException;
  }

  /**
   * @param what for the message of an error
   */
  <T> T use(String what, Use<T> use) {
    try {
      Connection connection = source.getConnection();
      try {
        return on(connection, use);
      } finally {
        close(connection);
      }
    } catch (SQLException e) {
      throw SqlErrors.translate(what, e);
    } catch (DataAccessException e) {
      SQLException sql = SqlErrors.in(e);
      if (sql == null) {
        throw e;
      }
      throw SqlErrors.translate(what, sql);
    }
  }

  private static <T> T on(Connection connection, Use<T> use) throws SQLException {
    boolean auto = connection.getAutoCommit();
    if (auto) {
      connection.setAutoCommit(false);
    }
    try {
      return use.on(connection);
    } finally {
      if (auto) {
        restore(connection);
      }
    }
  }

  /** What was done with it is done: nobody may take a committed transaction for a failed one. */
  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("a broken connection goes back to its pool", e);
    }
  }

  private static void restore(Connection connection) {
    try {
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      LOG.debug("a broken connection goes back to the host's pool", e);
    }
  }
}
