package io.ispkit.runtime.database;

import io.ispkit.core.transaction.Transaction;
import java.sql.Connection;
import java.util.function.Consumer;

/** A transaction that belongs to the host. */
record JoinedTransaction(Connection connection, Consumer<Runnable> hook) implements Transaction {

  @Override
  public void afterCommit(Runnable action) {
    hook.accept(action);
  }
}
