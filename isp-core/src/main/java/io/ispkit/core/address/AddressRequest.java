package io.ispkit.core.address;

import io.ispkit.core.customer.CustomerId;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A wish for one address.
 *
 * @param customer for whom
 * @param serviceId the service that will use it; written as description
 * @param staticAddress the very address asked for, or null for any free one
 * @param dnsName fully qualified name in lower case, or null
 * @param spokenFor addresses that plans before this one are about to take: a plan takes them for
 *     given away, so that many plans together show different addresses. Allocating ignores them
 */
public record AddressRequest(
    CustomerId customer,
    String serviceId,
    @Nullable InetAddress staticAddress,
    @Nullable String dnsName,
    Set<InetAddress> spokenFor) {

  public AddressRequest {
    spokenFor = Set.copyOf(spokenFor);
    Objects.requireNonNull(customer, "customer");
    Objects.requireNonNull(serviceId, "serviceId");
  }

  /** A wish with no plans before it. */
  public AddressRequest(
      CustomerId customer,
      String serviceId,
      @Nullable InetAddress staticAddress,
      @Nullable String dnsName) {
    this(customer, serviceId, staticAddress, dnsName, Set.of());
  }

  /** The same wish beside plans that are about to take these addresses. */
  public AddressRequest beside(Set<InetAddress> planned) {
    return new AddressRequest(customer, serviceId, staticAddress, dnsName, planned);
  }
}
