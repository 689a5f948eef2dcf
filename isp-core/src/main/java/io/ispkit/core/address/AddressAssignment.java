package io.ispkit.core.address;

import java.net.InetAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An address that is now held by one operation.
 *
 * @param address the address, without mask
 * @param subnet the prefix that it is from, in CIDR form such as {@code 100.64.0.0/24}
 * @param gateway by the configured rule, or null when none is configured; never guessed
 * @param method who gave it
 * @param externalId its id in the other system (NetBox: the IP address object's id), or null
 * @param dnsName the name recorded with it, or null
 */
public record AddressAssignment(
    InetAddress address,
    String subnet,
    @Nullable InetAddress gateway,
    Method method,
    @Nullable String externalId,
    @Nullable String dnsName) {

  /** Who gave the address. */
  public enum Method {
    NETBOX,
    POOL,
    /** The embedded pool, because NetBox was out; recorded for reconciliation. */
    FALLBACK
  }

  public AddressAssignment {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(subnet, "subnet");
    Objects.requireNonNull(method, "method");
  }
}
