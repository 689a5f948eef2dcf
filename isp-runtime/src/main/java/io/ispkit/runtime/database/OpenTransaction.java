package io.ispkit.runtime.database;

import io.ispkit.core.transaction.Transaction;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** A transaction that {@link Database} opened. Confined to one thread. */
final class OpenTransaction implements Transaction {

  private final Connection connection;
  private final List<Runnable> afterCommit;
  private final BatchedWrites writes;
  private final Map<Object, Object> kept = new HashMap<>(0);
  private @Nullable DSLContext jooq;

  OpenTransaction(Connection connection, List<Runnable> afterCommit) {
    this.connection = connection;
    this.afterCommit = afterCommit;
    this.writes = new BatchedWrites(connection);
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public void afterCommit(Runnable action) {
    afterCommit.add(action);
  }

  int actions() {
    return afterCommit.size();
  }

  /** Drops writes that were not sent, and actions after the first {@code actions}. */
  void forget(int actions) {
    writes.clear();
    afterCommit.subList(actions, afterCommit.size()).clear();
  }

  Map<Object, Object> kept() {
    return kept;
  }

  BatchedWrites writes() {
    return writes;
  }

  @Nullable DSLContext jooq() {
    return jooq;
  }

  void jooq(DSLContext context) {
    this.jooq = context;
  }
}
