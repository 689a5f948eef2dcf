package io.ispkit.workflow.deployment;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.service.Service;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code network} made.
 *
 * @param ipAddress null while only the service is open
 * @param netboxIpId id of the address in NetBox, or null when it is from the pool
 * @param allocationMethod {@code netbox}, {@code pool} or {@code fallback}; null as the address
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record NetworkResult(
    String serviceId,
    @Nullable String ipAddress,
    @Nullable String subnet,
    @Nullable String gateway,
    @Nullable Integer vlanId,
    String username,
    String bandwidthPlan,
    String serviceLocation,
    @Nullable String netboxIpId,
    @Nullable String dnsName,
    @Nullable String allocationMethod,
    String status) {

  static NetworkResult of(Service service) {
    return new NetworkResult(
        service.id(),
        null,
        null,
        null,
        service.vlan(),
        service.username(),
        service.plan(),
        service.location(),
        null,
        service.dnsName(),
        null,
        "opened");
  }

  NetworkResult with(AddressAssignment address) {
    InetAddress via = address.gateway();
    return new NetworkResult(
        serviceId,
        address.address().getHostAddress(),
        address.subnet(),
        via == null ? null : via.getHostAddress(),
        vlanId,
        username,
        bandwidthPlan,
        serviceLocation,
        address.externalId(),
        address.dnsName() == null ? dnsName : address.dnsName(),
        address.method().name().toLowerCase(Locale.ROOT),
        "allocated");
  }

  /** The same with an address that a plan expects. */
  NetworkResult expecting(@Nullable InetAddress address) {
    return new NetworkResult(
        serviceId,
        address == null ? null : address.getHostAddress(),
        subnet,
        gateway,
        vlanId,
        username,
        bandwidthPlan,
        serviceLocation,
        netboxIpId,
        dnsName,
        allocationMethod,
        "planned");
  }

  @Nullable InetAddress address() {
    return parse(ipAddress);
  }

  AddressAssignment assignment() {
    InetAddress address = address();
    if (address == null || subnet == null || allocationMethod == null) {
      throw new IllegalStateException("service " + serviceId + " has no address yet");
    }
    return new AddressAssignment(
        address,
        subnet,
        parse(gateway),
        AddressAssignment.Method.valueOf(allocationMethod.toUpperCase(Locale.ROOT)),
        netboxIpId,
        dnsName);
  }

  private static @Nullable InetAddress parse(@Nullable String literal) {
    try {
      return literal == null ? null : InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(literal + " is no address", e);
    }
  }
}
