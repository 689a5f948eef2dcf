package io.ispkit.runtime.outbox;

import io.ispkit.core.event.DomainEvent;
import java.time.Instant;

/**
 * An event that a consumer could not take.
 *
 * @param id names the delivery for replay and discard
 */
public record DeadEvent(
    long id, String consumer, DomainEvent event, int attempts, String reason, Instant diedAt) {}
