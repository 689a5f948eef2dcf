package io.ispkit.core.service;

import io.ispkit.core.customer.CustomerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A service that a customer has, or is about to have.
 *
 * @param username the RADIUS user name reserved for it: lower case, unique in the tenant, with the
 *     tenant's realm when it has one
 * @param dnsName fully qualified name for its address, or null when the tenant has no customer
 *     domain
 * @param vlan by the plan, or null
 * @param activatedAt null before activation
 * @param subscriptionActivated whether a pending or trial subscription became active
 * @param billingStartedAt begin of the first billing period, or null
 */
public record Service(
    String id,
    CustomerId customer,
    String plan,
    String location,
    String username,
    @Nullable String dnsName,
    @Nullable Integer vlan,
    Status status,
    @Nullable Instant activatedAt,
    boolean subscriptionActivated,
    @Nullable Instant billingStartedAt) {

  /** Where the service stands. */
  public enum Status {
    /** Ordered; user name reserved. */
    PROVISIONING,
    ACTIVE,
    CANCELLED
  }
}
