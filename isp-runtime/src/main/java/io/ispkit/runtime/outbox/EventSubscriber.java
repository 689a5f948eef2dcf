package io.ispkit.runtime.outbox;

import io.ispkit.core.event.DomainEvent;
import io.ispkit.core.transaction.Transaction;

/**
 * Receives events in a transaction of our database: what it writes and the fact that the event was
 * received commit together, so its writes happen once. It must do nothing but database work, and
 * may be called again with the same event when the transaction fails. Thread-safe.
 */
@FunctionalInterface
public interface EventSubscriber {

  /**
   * Receives one event.
   *
   * @throws RuntimeException is taken as a failed attempt: the event comes again later, and what
   *     follows of its subject waits; a {@code PermanentException} makes it a dead letter at once
   */
  void receive(Transaction transaction, DomainEvent event);
}
