package io.ispkit.runtime.lane;

import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transaction;
import java.util.List;

/** A durable queue. Thread-safe. */
public interface Lane {

  String name();

  /**
   * Puts an item in, in the caller's transaction: it is worked on if and only if that commits.
   *
   * @return the item's id
   */
  long add(Transaction transaction, NewItem item);

  /** Puts many items in with few statements; ids in the order of the items. */
  List<Long> addAll(Transaction transaction, List<NewItem> items);

  /**
   * Makes an item that rests or sleeps due at once. When the item is being worked on right now, it
   * runs once more afterwards instead of resting: a wake-up is never lost.
   *
   * @return false when there is no such item
   */
  boolean wake(Transaction transaction, TenantId tenant, long itemId);

  /** Takes an item out, unless a node is working on it. Returns whether it was taken out. */
  boolean remove(Transaction transaction, TenantId tenant, long itemId);

  /** Dead items of the tenant, oldest first. */
  List<DeadItem> dead(TenantId tenant, int limit);

  /** Puts a dead item back under its id with its attempts at zero; false when there is none. */
  boolean replay(TenantId tenant, long itemId);

  /** Forgets a dead item and frees its key; false when there is none. */
  boolean discard(TenantId tenant, long itemId);

  /** Items in the lane that are not finished and not dead. */
  long depth();
}
