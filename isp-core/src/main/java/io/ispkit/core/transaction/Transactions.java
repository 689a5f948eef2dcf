package io.ispkit.core.transaction;

/** Opens transactions on one database. Thread-safe. */
public interface Transactions {

  /** Work to be done in a transaction. */
  @FunctionalInterface
  interface Body<T> {
    T run(Transaction transaction);
  }

  /**
   * Runs {@code body} in a new transaction, commits, and returns its result; rolls back when it
   * throws. Blocks for a connection. When it returns, the commit is durable.
   *
   * @throws io.ispkit.core.error.RetryableException the database is away, or the transaction was
   *     the victim of a conflict; nothing was written
   * @throws io.ispkit.core.error.CommitUnknownException the connection broke during the commit
   */
  <T> T transact(Body<T> body);

  /** The database's product in lower case: {@code h2}, {@code postgresql} or {@code mariadb}. */
  String product();
}
