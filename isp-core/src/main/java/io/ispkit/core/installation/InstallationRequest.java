package io.ispkit.core.installation;

import io.ispkit.core.customer.CustomerId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A wish for an installation visit.
 *
 * @param address where, one line
 * @param scheduledAt when, or null for the tenant's default (in 3 days at 10:00 in its zone)
 * @param notes for the technician, or null
 */
public record InstallationRequest(
    CustomerId customer,
    String serviceId,
    String address,
    Priority priority,
    @Nullable Instant scheduledAt,
    @Nullable String notes) {

  public InstallationRequest {
    Objects.requireNonNull(customer, "customer");
    Objects.requireNonNull(serviceId, "serviceId");
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(priority, "priority");
  }
}
