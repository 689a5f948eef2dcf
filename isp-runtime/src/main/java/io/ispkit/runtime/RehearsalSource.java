package io.ispkit.runtime;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Savepoint;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One connection whose transaction never commits: what is "committed" stays visible to its users
 * and is rolled back in the end. So a plan can be made on a live database, on top of records that
 * are not in it yet, and nobody else ever sees anything.
 *
 * <p>Its users take turns. While it is open it holds locks on the rows that were written.
 */
final class RehearsalSource implements DataSource, AutoCloseable {

  private final Connection connection;
  private final Semaphore turn = new Semaphore(1);
  private volatile @Nullable Thread holder;
  private Savepoint last;

  RehearsalSource(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    this.last = connection.setSavepoint();
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (Thread.currentThread().equals(holder)) {
      throw new SQLException("a transaction is open on this thread, and a plan has one connection");
    }
    turn.acquireUninterruptibly();
    holder = Thread.currentThread();
    AtomicBoolean open = new AtomicBoolean(true);
    return (Connection)
        Proxy.newProxyInstance(
            RehearsalSource.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> call(open, method, arguments));
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    return getConnection();
  }

  private @Nullable Object call(AtomicBoolean open, Method method, Object @Nullable [] arguments)
      throws Throwable {
    switch (method.getName()) {
      case "commit" -> keep();
      case "rollback" -> connection.rollback(last);
      case "close" -> release(open);
      case "setAutoCommit" -> {
        // The transaction is this object's, and stays open.
      }
      default -> {
        return forward(method, arguments);
      }
    }
    return null;
  }

  private @Nullable Object forward(Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private void keep() throws SQLException {
    connection.releaseSavepoint(last);
    last = connection.setSavepoint();
  }

  private void release(AtomicBoolean open) throws SQLException {
    if (open.compareAndSet(true, false)) {
      try {
        connection.rollback(last);
      } finally {
        holder = null;
        turn.release();
      }
    }
  }

  /** Undoes all that was "committed", in a transaction of this source. */
  void forget() throws SQLException {
    connection.rollback();
    last = connection.setSavepoint();
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      connection.rollback();
    }
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {
    // Nothing is logged here.
  }

  @Override
  public void setLoginTimeout(int seconds) {
    // The one connection is open already.
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("wraps nothing that may be had");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
