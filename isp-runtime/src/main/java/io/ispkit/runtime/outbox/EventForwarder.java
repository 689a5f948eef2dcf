package io.ispkit.runtime.outbox;

import io.ispkit.core.event.DomainEvent;

/**
 * Carries events to another system, with no connection held. At least once: after a crash the same
 * event comes again, and the other side knows it by its id. Thread-safe.
 */
@FunctionalInterface
public interface EventForwarder {

  /**
   * Forwards one event; may block.
   *
   * @throws Exception is taken as a failed attempt, as in {@link EventSubscriber#receive}
   */
  void forward(DomainEvent event) throws Exception;
}
