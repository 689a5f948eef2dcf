package io.ispkit.radius;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ispkit.core.connection.TargetGate;
import io.ispkit.core.connection.TargetLimits;
import io.ispkit.core.error.IspException;
import io.ispkit.core.error.RetryableException;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The RADIUS tables in a database of their own: short transactions on a pool of our own. Opening it
 * does not connect. A database that counts as down refuses at once, so that no thread waits for it.
 */
final class RemoteDatabase implements RadiusDatabase {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteDatabase.class);
  private static final int WRITERS = 2;

  /** The pool takes no shorter time-outs. */
  private static final long SHORTEST_MILLIS = 250;

  private final HikariDataSource pool;
  private final TargetGate gate;
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
    TargetLimits limits = options.limits();
    config.setMaximumPoolSize(limits.maxConcurrent());
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    long connect = Math.max(SHORTEST_MILLIS, limits.connectTimeout().toMillis());
    config.setConnectionTimeout(connect);
    config.setValidationTimeout(connect);
    config.setAutoCommit(false);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    timeLimits(config, limits);
    this.pool = new HikariDataSource(config);
    this.gate = new TargetGate("radius", limits);
  }

  /** A server that hangs must end as an unknown outcome, not as a thread that never returns. */
  private void timeLimits(HikariConfig config, TargetLimits limits) {
    if (product.equals("postgresql")) {
      config.addDataSourceProperty("connectTimeout", seconds(limits.connectTimeout()));
      config.addDataSourceProperty("socketTimeout", seconds(limits.answerTimeout()));
      // the detail of an error quotes rows
      config.addDataSourceProperty("logServerErrorDetail", "false");
    } else if (product.equals("mariadb")) {
      config.addDataSourceProperty("connectTimeout", limits.connectTimeout().toMillis());
      config.addDataSourceProperty("socketTimeout", limits.answerTimeout().toMillis());
    }
  }

  /** The driver takes whole seconds, and 0 for none. */
  private static long seconds(Duration limit) {
    return limit.plusMillis(999).toSeconds();
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
    Attempted<T> end =
        gate.call(
            () -> attempt(work, commits),
            Attempted::away,
            closed -> new Attempted<>(Outcome.refused(refusal(closed)), false));
    return end.outcome();
  }

  private static Refusal refusal(TargetGate.Closed closed) {
    String code = closed.reason() == TargetGate.Reason.DOWN ? "database_away" : "database_busy";
    String message = "the database of the RADIUS tables: " + closed.detail();
    return closed.retryAfter().isZero()
        ? Refusal.retryLater(code, message)
        : Refusal.retryLater(code, message, closed.retryAfter());
  }

  /**
   * How a transaction ended.
   *
   * @param away whether that means that the database is down
   */
  private record Attempted<T>(Outcome<T> outcome, boolean away) {}

  private <T> Attempted<T> attempt(Work<T> work, boolean commits) {
    try (Connection connection = pool.getConnection()) {
      Outcome<T> outcome;
      try {
        prepare(connection);
        outcome = work.run(RadiusTables.on(connection, product, schema.schema()));
      } catch (DataAccessException e) {
        rollBack(connection);
        return failed(e);
      } catch (RuntimeException e) {
        rollBack(connection);
        throw e;
      }
      if (!commits || !outcome.isDone()) {
        rollBack(connection);
        return new Attempted<>(outcome, false);
      }
      return commit(connection, outcome);
    } catch (SQLException e) {
      // only getConnection() comes here: closing reports nothing
      return failed(e);
    }
  }

  private static <T> Attempted<T> commit(Connection connection, Outcome<T> outcome) {
    try {
      connection.commit();
      return new Attempted<>(outcome, false);
    } catch (SQLException e) {
      return SqlFailure.isRolledBack(e)
          ? failed(e)
          : new Attempted<>(
              Outcome.unknown("the commit of the RADIUS rows got no answer" + SqlFailure.code(e)),
              SqlFailure.isAway(e));
    }
  }

  private static <T> Attempted<T> failed(Exception failure) {
    IspException meaning = SqlFailure.beforeCommit(failure);
    if (meaning instanceof RetryableException) {
      return new Attempted<>(
          Outcome.refused(Refusal.retryLater("database_away", "" + meaning.getMessage())),
          SqlFailure.isAway(failure));
    }
    throw meaning;
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
