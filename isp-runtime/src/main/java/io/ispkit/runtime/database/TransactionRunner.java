package io.ispkit.runtime.database;

import io.ispkit.core.error.CommitUnknownException;
import io.ispkit.core.transaction.Transactions.Body;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a body in a transaction, and what is due after its commit; on an H2 file in its turn. */
final class TransactionRunner {

  private static final Logger LOG = LoggerFactory.getLogger(TransactionRunner.class);

  private final Connections connections;
  private final @Nullable H2File file;

  /**
   * @param file null: not on an H2 file
   */
  TransactionRunner(Connections connections, @Nullable H2File file) {
    this.connections = connections;
    this.file = file;
  }

  /**
   * @param durably false: on an H2 file the commit does not wait for the disk
   */
  <T> T run(Body<T> body, boolean durably) {
    List<Runnable> afterCommit = new ArrayList<>();
    T result =
        file == null ? commit(body, afterCommit, false) : inTurn(file, body, afterCommit, durably);
    // The connection is back in the pool: an action may take one.
    for (Runnable action : afterCommit) {
      try {
        action.run();
      } catch (Throwable e) { // it has committed: nobody may take it for failed
        LOG.warn("an action after commit failed and is dropped", e);
      }
    }
    return result;
  }

  private <T> T inTurn(H2File h2, Body<T> body, List<Runnable> afterCommit, boolean durably) {
    T result;
    // Before a connection is taken: the transaction whose turn it is may want another one.
    h2.begin();
    boolean known;
    try {
      known = h2.isKnown();
      result = commit(body, afterCommit, durably && !known);
    } finally {
      h2.end();
    }
    if (durably && known) {
      sync(h2);
    }
    return result;
  }

  /** Runs something that opens connections of its own, in its turn. */
  void alone(Runnable work) {
    if (file == null) {
      work.run();
      return;
    }
    file.begin();
    try {
      work.run();
    } finally {
      file.end();
    }
  }

  /** Makes durable what has committed so far. */
  void sync() {
    if (file != null && file.isKnown()) {
      sync(file);
    } else if (file != null) {
      alone(() -> connections.use("sync", TransactionRunner::checkpoint));
    }
  }

  private <T> T commit(Body<T> body, List<Runnable> afterCommit, boolean checkpoint) {
    return connections.use(
        "transaction",
        connection -> {
          T result = commit(connection, new OpenTransaction(connection, afterCommit), body);
          if (checkpoint) {
            try {
              checkpoint(connection);
            } catch (SQLException e) {
              throw notSynchronised(e);
            }
          }
          return result;
        });
  }

  private static <T> T commit(Connection connection, OpenTransaction transaction, Body<T> body)
      throws SQLException {
    T result;
    try {
      result = body.run(transaction);
      transaction.writes().flush();
    } catch (Throwable e) { // a body in another language may throw anything, declared or not
      rollback(connection, e);
      throw e;
    }
    try {
      connection.commit();
    } catch (SQLException e) {
      rollback(connection, e);
      // A conflict or a deferred constraint is a plain no; a broken connection leaves it open.
      if (SqlErrors.isCommitUnknown(e)) {
        throw new CommitUnknownException("the connection broke during a commit", e);
      }
      throw e;
    }
    return result;
  }

  private static void rollback(Connection connection, Throwable reason) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  private static void sync(H2File file) {
    try {
      file.sync();
    } catch (IOException e) {
      throw notSynchronised(e);
    }
  }

  private static boolean checkpoint(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute("CHECKPOINT SYNC");
    }
  }

  private static CommitUnknownException notSynchronised(Exception e) {
    return new CommitUnknownException("the H2 file could not be synchronised", e);
  }
}
