package io.ispkit.core.installation;

import io.ispkit.core.customer.CustomerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An installation visit and its ticket.
 *
 * @param ticketNumber for people: {@code TCK-20251016-A3F2}, unique in the tenant
 * @param technicianId who goes, or null when nobody could be assigned
 */
public record Installation(
    String id,
    String ticketId,
    String ticketNumber,
    CustomerId customer,
    String address,
    @Nullable String technicianId,
    Instant scheduledAt,
    Status status,
    Priority priority,
    Instant createdAt,
    Instant slaDueAt) {

  /** Where the visit stands. */
  public enum Status {
    SCHEDULED,
    COMPLETED,
    CANCELLED
  }
}
