package io.ispkit.netbox;

import io.ispkit.core.customer.CustomerId;
import java.util.Objects;

/**
 * A wish for a prefix of a customer's own.
 *
 * @param customer for whom
 * @param serviceId the service that will use it; written as description
 * @param length of the prefix in bits, 1 to 128; 0 for the configured one
 */
public record DelegatedPrefixRequest(CustomerId customer, String serviceId, int length) {

  /** Checks the range. */
  public DelegatedPrefixRequest {
    Objects.requireNonNull(customer, "customer");
    Objects.requireNonNull(serviceId, "serviceId");
    if (length < 0 || length > 128) {
      throw new IllegalArgumentException("prefix length: expected 0 to 128, got " + length);
    }
  }
}
