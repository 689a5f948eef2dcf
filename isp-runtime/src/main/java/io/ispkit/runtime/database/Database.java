package io.ispkit.runtime.database;

import com.zaxxer.hikari.HikariDataSource;
import io.ispkit.core.error.CommitUnknownException;
import io.ispkit.core.error.IspException;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.core.transaction.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.conf.MappedSchema;
import org.jooq.conf.RenderMapping;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultConnectionProvider;
import org.jspecify.annotations.Nullable;

/**
 * The database of the backend. Thread-safe; its methods block for a connection and for the
 * database.
 *
 * <p>Transactions run at READ COMMITTED. A commit that {@link #transact} has returned is durable:
 * on an H2 file too, where transactions that end at the same time share one synchronisation of the
 * file. Do not open a transaction inside another one: it would take a second connection.
 *
 * <p>On an H2 file one transaction runs at a time, in this process and for all {@code Database}s on
 * the file; one that waits for more than a minute fails with a {@link
 * io.ispkit.core.error.RetryableException}. Reads run beside it.
 */
public final class Database implements Transactions, AutoCloseable {

  private final DataSource source;
  private final @Nullable HikariDataSource own;
  private final Dialect dialect;
  private final String schema;
  private final Connections connections;
  private final TransactionRunner runner;
  private final Configuration jooq;

  Database(DataSource source, @Nullable HikariDataSource own, Inspection found, String schema) {
    this.source = source;
    this.own = own;
    this.dialect = found.dialect();
    this.schema = schema;
    this.connections = new Connections(source);
    H2File file = found.h2File() != null ? H2File.of(found.h2File()) : null;
    this.runner = new TransactionRunner(connections, file);
    Settings settings =
        new Settings()
            .withExecuteLogging(false)
            // Unquoted names fold to what the migrations made, in any mode of H2.
            .withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_UNQUOTED)
            .withRenderMapping(
                new RenderMapping()
                    .withSchemata(
                        new MappedSchema()
                            .withInput(DatabaseOptions.DEFAULT_SCHEMA)
                            .withOutput(schema)));
    this.jooq = new DefaultConfiguration().set(dialect.jooq()).set(settings);
  }

  /**
   * Opens the database with a pool of its own. An H2 file gets the settings that make it durable.
   *
   * @throws io.ispkit.core.error.PermanentException an H2 URL that gives up durability, an older
   *     PostgreSQL than 14, another product, or a wrong password
   * @throws io.ispkit.core.error.RetryableException the server cannot be reached
   */
  public static Database open(DatabaseOptions options) {
    return DatabaseOpening.open(options);
  }

  /**
   * What to open an H2 database with so that no acknowledged commit is lost: for a file {@code
   * jdbc:h2:ispkit:<file>}, a layer that this call makes known to H2, and {@code WRITE_DELAY=0}. A
   * host that shares an H2 file with the backend connects with this URL: H2 takes the file and the
   * layer for two databases, and the second one finds the file locked. Other URLs come back as they
   * are.
   *
   * @throws io.ispkit.core.error.PermanentException an H2 URL that gives up durability
   */
  public static String durableUrl(String url) {
    return url.startsWith("jdbc:h2:") ? H2Url.durable(url) : url;
  }

  /**
   * What in an H2 URL gives up durability, each with the reason, for a check before anything is
   * opened; empty for other URLs.
   */
  public static List<String> faultsOfUrl(String url) {
    return url.startsWith("jdbc:h2:") ? H2Url.faults(url) : List.of();
  }

  /**
   * Uses the host's connections. {@link #close} leaves them open. An H2 file must have been opened
   * with its {@link #durableUrl}.
   *
   * @throws io.ispkit.core.error.PermanentException as {@link #open}
   */
  public static Database over(DataSource source, String schema) {
    return DatabaseOpening.over(source, schema);
  }

  public Dialect dialect() {
    return dialect;
  }

  @Override
  public String product() {
    return dialect.product();
  }

  /** The schema of our tables. */
  public String schema() {
    return schema;
  }

  /** The name of one of our tables (or sequences) for SQL text: {@code isp.lane_item}. */
  public String table(String name) {
    return schema + "." + name;
  }

  /**
   * Brings the tables of the runtime, and of every module that {@code loader} knows a {@link
   * MigrationSource} of, up to date. Safe on many nodes at once.
   */
  public void migrate(ClassLoader loader) {
    boolean upper =
        connections.use(
            "asking for the form of names", c -> c.getMetaData().storesUpperCaseIdentifiers());
    // Flyway quotes the schema's name: give it the form that unquoted names fold to.
    String stored = upper ? schema.toUpperCase(Locale.ROOT) : schema;
    runner.alone(() -> Migrations.run(source, dialect, stored, loader));
  }

  /**
   * {@inheritDoc}
   *
   * @throws CommitUnknownException the connection broke during the commit
   */
  @Override
  public <T> T transact(Body<T> body) {
    return runner.run(body, true);
  }

  /**
   * The same, but on an H2 file the commit does not wait for the disk: it survives a killed
   * process, not a power failure before the next durable commit. For what may be lost without harm,
   * such as the claim of a piece of work.
   */
  public <T> T transactLightly(Body<T> body) {
    return runner.run(body, false);
  }

  /** Reads only; what {@code query} might write is rolled back. */
  public <T> T read(Function<DSLContext, T> query) {
    return connections.use(
        "read",
        connection -> {
          try {
            return query.apply(jooq(connection));
          } finally {
            connection.rollback();
          }
        });
  }

  /** jOOQ on the transaction's connection. Not thread-safe, as the transaction itself. */
  public DSLContext jooq(Transaction transaction) {
    if (transaction instanceof OpenTransaction open) {
      DSLContext context = open.jooq();
      if (context == null) {
        context = jooq(open.connection());
        open.jooq(context);
      }
      return context;
    }
    return jooq(transaction.connection());
  }

  /**
   * Lets the host's own transaction carry our writes: the host commits it, and nothing is written
   * when it rolls back. What is due after the commit cannot run, so workers notice new work by
   * polling, up to 2 s later. On an H2 file the host's commit is safe when the process is killed
   * but not when the power fails; {@link #sync} makes it so. And there it must not run beside other
   * transactions: a process that is killed then may leave a half of it (H2 takes its maps into a
   * commit one after the other), so a host that writes on many threads uses {@link #transact}, or
   * PostgreSQL.
   *
   * @param connection with auto-commit off
   */
  public Transaction join(Connection connection) {
    return join(connection, action -> {});
  }

  /**
   * The same, for a host that can run actions after its commit.
   *
   * @param afterCommit is given what should run after the host's commit, and must not run it when
   *     the host rolls back
   */
  public Transaction join(Connection connection, Consumer<Runnable> afterCommit) {
    return new JoinedTransaction(connection, afterCommit);
  }

  /**
   * Writes with the transaction, but together with other writes of the same statement: at the
   * latest before the commit, so with fewer trips to the server. Meant for rows that nothing reads
   * in the same transaction, such as a journal's; {@link #flush} sends them at once. When one
   * fails, the transaction fails. In a joined transaction it is executed at once.
   *
   * <p>Statements are sent in the order in which their texts first came; rows of one statement in
   * their order.
   *
   * @param sql with {@code ?} for the parameters, and qualified names ({@link #table})
   * @param parameters as JDBC's {@code setObject} takes them, and {@code Instant}
   */
  public void batch(Transaction transaction, String sql, @Nullable Object... parameters) {
    try {
      if (transaction instanceof OpenTransaction open) {
        open.writes().add(sql, parameters);
      } else {
        BatchedWrites writes = new BatchedWrites(transaction.connection());
        writes.add(sql, parameters);
        writes.flush();
      }
    } catch (SQLException e) {
      throw SqlErrors.translate("batched write", e);
    }
  }

  /** Sends what {@link #batch} has kept of this transaction. */
  public void flush(Transaction transaction) {
    if (transaction instanceof OpenTransaction open) {
      try {
        open.writes().flush();
      } catch (SQLException e) {
        throw SqlErrors.translate("batched write", e);
      }
    }
  }

  /**
   * Keeps an object with a transaction of ours until it ends, for who comes later in it; in a
   * joined transaction it is not kept.
   */
  public void keep(Transaction transaction, Object key, Object value) {
    if (transaction instanceof OpenTransaction open) {
      open.kept().put(key, value);
    }
  }

  /** Takes out what {@link #keep} has kept under this key, or null. */
  public @Nullable Object take(Transaction transaction, Object key) {
    return transaction instanceof OpenTransaction open ? open.kept().remove(key) : null;
  }

  /**
   * Runs a part of a transaction so that, when it throws, only what that part did is undone (its
   * writes, batched writes and actions after commit) and the transaction can go on. Costs two trips
   * to the server.
   */
  public <T> T nested(Transaction transaction, Supplier<T> part) {
    Connection connection = transaction.connection();
    OpenTransaction open = transaction instanceof OpenTransaction own ? own : null;
    flush(transaction);
    int actions = open == null ? 0 : open.actions();
    try {
      Savepoint savepoint = connection.setSavepoint();
      try {
        T result = part.get();
        flush(transaction);
        connection.releaseSavepoint(savepoint);
        return result;
      } catch (Throwable e) { // a part in another language may throw anything, declared or not
        if (open != null) {
          open.forget(actions);
        }
        try {
          connection.rollback(savepoint);
        } catch (SQLException broken) {
          broken.addSuppressed(e);
          throw broken;
        }
        throw e;
      }
    } catch (SQLException e) {
      throw SqlErrors.translate("part of a transaction", e);
    }
  }

  /**
   * What a JDBC error means to a caller: retryable when the database is away or the transaction was
   * the victim of a conflict, else permanent.
   */
  public static IspException translate(String what, SQLException e) {
    return SqlErrors.translate(what, e);
  }

  /** Whether the error says that the connection, and with it the transaction, is gone. */
  public static boolean isAway(Throwable e) {
    SQLException sql = SqlErrors.in(e);
    return sql != null && SqlErrors.isConnectionGone(sql);
  }

  /**
   * Makes all commits so far durable where the commit alone does not: after the host's own commit
   * on an H2 file. Does nothing elsewhere.
   */
  public void sync() {
    runner.sync();
  }

  /** Closes the pool, unless it is the host's. */
  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }

  private DSLContext jooq(Connection connection) {
    return DSL.using(jooq.derive(new DefaultConnectionProvider(connection)));
  }
}
