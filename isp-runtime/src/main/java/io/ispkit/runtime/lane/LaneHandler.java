package io.ispkit.runtime.lane;

import io.ispkit.core.transaction.Transaction;
import java.util.List;

/**
 * Works on the items of a lane. Thread-safe.
 *
 * <p>A turn on an item is a chain of {@link Work}: the kernel asks {@link #begin} for the first
 * piece, and each piece says in its {@link Next} what follows. The item stays leased to this node
 * for the whole chain (the lease is renewed).
 */
@FunctionalInterface
public interface LaneHandler {

  /**
   * The first piece of work on a claimed item. Called on a worker thread without a connection; must
   * not block and must not call out: it only decides. An item with an open intent must begin with
   * finding out what became of it.
   *
   * @throws RuntimeException is taken as a failed attempt: {@code RetryableException} and
   *     everything unexpected back off until the attempts are used up, {@code PermanentException}
   *     makes the item dead at once
   */
  Work begin(LaneItem item);

  /**
   * Called once in a transaction that holds the next pieces of several items of this lane, before
   * the first of them, and not where there is one item only: a handler that reads a row for each
   * can read them all with one statement, and keep them with the transaction ({@code
   * Database.keep}). By default nothing.
   *
   * @param items those that this node still holds
   */
  default void prepare(Transaction transaction, List<LaneItem> items) {}
}
