package io.ispkit.core.operation;

/**
 * What all ports have in common. A port is what the main job needs of an outside world; an adapter
 * implements it.
 *
 * <p>The contract of every port, tested by the kits of isp-testkit:
 *
 * <ul>
 *   <li><b>Thread-safe</b>; configured once; one instance a tenant.
 *   <li><b>Plan</b> reads only, and says what the verb would write now. It works without a
 *       transaction and may call out.
 *   <li><b>The verb</b> is idempotent under {@link Operation#id()}: a repeat, in any process, at
 *       any later time, finds the work of the first and returns the same result. The adapter stores
 *       the operation id with what it writes, and looks it up before it writes.
 *   <li><b>Undo</b> takes only the operation: it finds what that operation did, by its id, and
 *       restores the state before. It does nothing when there is nothing to undo, touches nothing
 *       that another operation owns, and may be repeated.
 *   <li><b>Outcomes</b>: done, refused, unknown as {@code Outcome} defines them. An adapter never
 *       invents a success and never reports unknown as refused. After unknown, calling the verb
 *       again with the same operation is safe: it looks first.
 *   <li><b>Exceptions</b> are for the unexpected: {@code PermanentException} for misuse and broken
 *       configuration, {@code RetryableException} only when nothing can have been written. {@code
 *       CommitUnknownException}, of an adapter that opened a transaction of its own, is to be taken
 *       as the unknown outcome.
 *   <li>A {@link Reach#TRANSACTION} adapter joins {@link Operation#transaction()} when there is
 *       one, else opens its own. A {@link Reach#REMOTE} adapter refuses, with an {@code
 *       IllegalStateException}, to be called inside a transaction.
 * </ul>
 */
public interface Port {

  /**
   * Whether this adapter joins our transaction or calls out. Constant for the life of the adapter.
   */
  Reach reach();
}
