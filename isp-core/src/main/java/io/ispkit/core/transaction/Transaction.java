package io.ispkit.core.transaction;

import java.sql.Connection;

/**
 * A database transaction that is open. Whoever opened it commits it or rolls it back; code that
 * receives one only works in it.
 *
 * <p>Confined to one thread and to the call that it was passed to. No call to another system may be
 * made while it is open.
 */
public interface Transaction {

  /**
   * The JDBC connection that carries the transaction, auto-commit off. Do not commit, roll back,
   * close or change its settings.
   */
  Connection connection();

  /**
   * Runs {@code action} once after the transaction has committed, on the committing thread; never
   * when it rolls back. For wake-ups and caches only: the action is lost when the process dies, and
   * what it throws is logged and dropped.
   */
  void afterCommit(Runnable action);
}
