package io.ispkit.runtime.customer;

import io.ispkit.core.customer.Customer;
import java.time.Instant;
import java.util.Objects;

/**
 * A customer as kept by the backend.
 *
 * @param status whether the customer may be served
 */
public record CustomerAccount(
    Customer customer, Status status, Instant createdAt, Instant updatedAt) {

  /** Whether the customer may be served. */
  public enum Status {
    ACTIVE,
    SUSPENDED,
    CLOSED
  }

  public CustomerAccount {
    Objects.requireNonNull(customer, "customer");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(updatedAt, "updatedAt");
  }
}
