package io.ispkit.testkit.backend;

import io.ispkit.core.transaction.Transaction;
import io.ispkit.core.transaction.Transactions;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Transactions over stores in memory: one at a time, undone when the body throws. Stores tell how
 * to undo a change with {@link #onRollback}. Thread-safe.
 */
public final class MemoryTransactions implements Transactions {

  private static final class Open implements Transaction {

    private final List<Runnable> undo = new ArrayList<>();
    private final List<Runnable> after = new ArrayList<>();

    @Override
    public Connection connection() {
      throw new UnsupportedOperationException("there is no database in memory");
    }

    @Override
    public void afterCommit(Runnable action) {
      after.add(action);
    }
  }

  private final AtomicInteger committed = new AtomicInteger();

  /** Makes a change to a store in memory part of {@code transaction}. */
  public static void onRollback(Transaction transaction, Runnable undo) {
    if (transaction instanceof Open open) {
      open.undo.add(0, undo);
    }
  }

  @Override
  public synchronized <T> T transact(Body<T> body) {
    Open open = new Open();
    T result;
    try {
      result = body.run(open);
    } catch (RuntimeException | Error failed) {
      open.undo.forEach(Runnable::run);
      throw failed;
    }
    committed.incrementAndGet();
    open.after.forEach(Runnable::run);
    return result;
  }

  /** How many transactions have committed. */
  public int committed() {
    return committed.get();
  }

  @Override
  public String product() {
    return "h2";
  }
}
