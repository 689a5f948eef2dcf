package io.ispkit.radius;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ispkit.core.error.IspException;
import io.ispkit.core.error.RetryableException;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The RADIUS tables in a database of their own: short transactions on a pool of our own. Opening it
 * does not connect.
 */
final class RemoteDatabase implements RadiusDatabase {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteDatabase.class);
  private static final long CONNECT_MILLIS = 5_000;
  private static final long ANSWER_MILLIS = 30_000;
  private static final int WRITERS = 2;

  private final HikariDataSource pool;
  private final String product;
  private final SchemaCreator schema;
  private volatile boolean ready;

  RemoteDatabase(ServerOptions options, SchemaCreator schema) {
    this.product = options.product();
    this.schema = schema;
    HikariConfig config = new HikariConfig();
    config.setPoolName("isp-radius");
    config.setJdbcUrl(options.url());
    if (options.username() != null) {
      config.setUsername(options.username());
    }
    if (options.password() != null) {
      config.setPassword(options.password().reveal());
    }
    config.setMaximumPoolSize(options.poolSize());
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setAutoCommit(false);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    timeLimits(config);
    this.pool = new HikariDataSource(config);
  }

  /** A server that hangs must end as an unknown outcome, not as a thread that never returns. */
  private void timeLimits(HikariConfig config) {
    if (product.equals("postgresql")) {
      config.addDataSourceProperty("connectTimeout", CONNECT_MILLIS / 1000);
      config.addDataSourceProperty("socketTimeout", ANSWER_MILLIS / 1000);
      // the detail of an error quotes rows
      config.addDataSourceProperty("logServerErrorDetail", "false");
    } else if (product.equals("mariadb")) {
      config.addDataSourceProperty("connectTimeout", CONNECT_MILLIS);
      config.addDataSourceProperty("socketTimeout", ANSWER_MILLIS);
    }
  }

  @Override
  public Reach reach() {
    return Reach.REMOTE;
  }

  @Override
  public int writers() {
    return Math.min(WRITERS, pool.getMaximumPoolSize());
  }

  @Override
  public <T> Outcome<T> write(Operation operation, Work<T> work) {
    return run(operation, work, true);
  }

  @Override
  public <T> Outcome<T> read(Operation operation, Work<T> work) {
    return run(operation, work, false);
  }

  private <T> Outcome<T> run(Operation operation, Work<T> work, boolean commits) {
    if (operation.transaction().isPresent()) {
      throw new IllegalStateException(
          "operation " + operation + ": the RADIUS tables are remote, call without a transaction");
    }
    try (Connection connection = pool.getConnection()) {
      Outcome<T> outcome;
      try {
        prepare(connection);
        outcome = work.run(RadiusTables.on(connection, product, schema.schema()));
      } catch (DataAccessException e) {
        rollBack(connection);
        return away(SqlFailure.beforeCommit(e));
      } catch (RuntimeException e) {
        rollBack(connection);
        throw e;
      }
      if (!commits || !outcome.isDone()) {
        rollBack(connection);
        return outcome;
      }
      return commit(connection, outcome);
    } catch (SQLException e) {
      // only getConnection() comes here: closing reports nothing
      return away(SqlFailure.beforeCommit(e));
    }
  }

  private static <T> Outcome<T> commit(Connection connection, Outcome<T> outcome) {
    try {
      connection.commit();
      return outcome;
    } catch (SQLException e) {
      return SqlFailure.isRolledBack(e)
          ? away(SqlFailure.beforeCommit(e))
          : Outcome.unknown("the commit of the RADIUS rows got no answer" + SqlFailure.code(e));
    }
  }

  private void prepare(Connection connection) {
    if (!ready) {
      schema.prepare(RadiusTables.on(connection, product, schema.schema()));
      try {
        connection.commit();
      } catch (SQLException e) {
        throw new DataAccessException("commit of the tables", e);
      }
      ready = true;
    }
  }

  private static <T> Outcome<T> away(IspException failure) {
    if (failure instanceof RetryableException) {
      return Outcome.refused(Refusal.retryLater("database_away", "" + failure.getMessage()));
    }
    throw failure;
  }

  /** A connection that cannot roll back is dead, and the database rolls back by itself. */
  private static void rollBack(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      LOG.debug("roll-back failed{}", SqlFailure.code(e));
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
