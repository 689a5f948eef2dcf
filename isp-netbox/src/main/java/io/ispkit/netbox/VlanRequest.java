package io.ispkit.netbox;

import io.ispkit.core.customer.CustomerId;
import java.util.Objects;

/**
 * A wish for one VLAN.
 *
 * @param customer for whom
 * @param serviceId the service that will use it; written as description
 * @param name of the VLAN, 1 to 64 characters, unique in its group; the service's id will do
 */
public record VlanRequest(CustomerId customer, String serviceId, String name) {

  private static final int MAX_NAME = 64;

  /** Checks the length of the name. */
  public VlanRequest {
    Objects.requireNonNull(customer, "customer");
    Objects.requireNonNull(serviceId, "serviceId");
    if (name.isBlank() || name.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          "VLAN name: expected 1 to 64 characters, got " + name.length());
    }
  }
}
