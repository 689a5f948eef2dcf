package io.ispkit.runtime.ticket;

import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.installation.Priority;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A ticket to be opened.
 *
 * @param kind 1 to 32 characters, such as {@code installation}
 * @param team whose technicians do the work
 * @param visit when the technician is expected, or null
 */
public record NewTicket(
    CustomerId customer,
    String kind,
    String subject,
    String team,
    Priority priority,
    @Nullable Instant visit) {

  public NewTicket {
    Objects.requireNonNull(customer, "customer");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(team, "team");
    Objects.requireNonNull(priority, "priority");
    if (kind.isEmpty() || kind.length() > 32) {
      throw new IllegalArgumentException("ticket kind: expected 1 to 32 characters");
    }
  }
}
