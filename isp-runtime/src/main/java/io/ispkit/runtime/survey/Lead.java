package io.ispkit.runtime.survey;

import io.ispkit.core.customer.CustomerId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may become a customer.
 *
 * @param id 1 to 64 characters, unique in the tenant
 * @param address the place to be served, one line
 * @param customer who the lead became, or null
 */
public record Lead(
    String id,
    String name,
    @Nullable String email,
    @Nullable String phone,
    String address,
    Status status,
    @Nullable String notes,
    @Nullable CustomerId customer) {

  /** How far the lead came. */
  public enum Status {
    NEW,
    QUALIFIED,
    CONVERTED,
    LOST
  }

  public Lead {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(status, "status");
    if (id.isEmpty() || id.length() > 64) {
      throw new IllegalArgumentException("lead id: expected 1 to 64 characters");
    }
    if ((status == Status.CONVERTED) != (customer != null)) {
      throw new IllegalArgumentException("lead " + id + ": a customer belongs to CONVERTED alone");
    }
  }
}
