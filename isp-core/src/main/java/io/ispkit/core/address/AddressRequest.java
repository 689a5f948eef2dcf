package io.ispkit.core.address;

import io.ispkit.core.customer.CustomerId;
import java.net.InetAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A wish for one address.
 *
 * @param customer for whom
 * @param serviceId the service that will use it; written as description
 * @param staticAddress the very address asked for, or null for any free one
 * @param dnsName fully qualified name in lower case, or null
 */
public record AddressRequest(
    CustomerId customer,
    String serviceId,
    @Nullable InetAddress staticAddress,
    @Nullable String dnsName) {

  public AddressRequest {
    Objects.requireNonNull(customer, "customer");
    Objects.requireNonNull(serviceId, "serviceId");
  }
}
