package io.ispkit.runtime.ticket;

import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.installation.Priority;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work for somebody.
 *
 * @param number for people: {@code TCK-20251016-A3F2}, unique in the tenant; the date is that of
 *     creation in the tenant's zone
 * @param kind such as {@code installation}
 * @param technicianId who does it, or null while nobody could be assigned
 * @param slaDueAt until when it has to be done by the service level
 * @param closedAt when it was completed or cancelled, or null
 */
public record Ticket(
    String id,
    String number,
    CustomerId customer,
    String kind,
    String subject,
    String team,
    Status status,
    Priority priority,
    @Nullable String technicianId,
    Instant createdAt,
    Instant slaDueAt,
    @Nullable Instant closedAt) {

  /** Where the work stands. */
  public enum Status {
    OPEN,
    COMPLETED,
    CANCELLED
  }

  /**
   * One line of a ticket's history.
   *
   * @param entry what happened: {@code opened}, {@code assigned}, {@code completed}, {@code
   *     cancelled}
   * @param operation on whose behalf
   */
  public record Entry(Instant at, String entry, String detail, String operation) {}
}
