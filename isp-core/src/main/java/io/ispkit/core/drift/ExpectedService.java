package io.ispkit.core.drift;

import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.id.OperationId;
import io.ispkit.core.rate.BitRate;
import java.net.InetAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one service should have in the systems around it.
 *
 * @param active whether it is in use; else it is about to be, and what is not there yet is missing
 *     nowhere. A cancelled service is never expected
 * @param username in RADIUS
 * @param address that it was given, or null when it has none
 * @param dnsName of its address, or null
 * @param plan code of its bandwidth plan
 * @param download of the plan, towards the customer
 * @param upload of the plan, from the customer
 * @param deviceSerial of its router
 * @param operation that opened it and holds its address, or null when it is not known
 */
public record ExpectedService(
    String serviceId,
    CustomerId customer,
    boolean active,
    String username,
    @Nullable InetAddress address,
    @Nullable String dnsName,
    String plan,
    BitRate download,
    BitRate upload,
    String deviceSerial,
    @Nullable OperationId operation) {

  public ExpectedService {
    Objects.requireNonNull(serviceId, "serviceId");
    Objects.requireNonNull(customer, "customer");
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(download, "download");
    Objects.requireNonNull(upload, "upload");
    Objects.requireNonNull(deviceSerial, "deviceSerial");
  }

  /** A service of which nobody knows by which operation it was opened. */
  public ExpectedService(
      String serviceId,
      CustomerId customer,
      boolean active,
      String username,
      @Nullable InetAddress address,
      @Nullable String dnsName,
      String plan,
      BitRate download,
      BitRate upload,
      String deviceSerial) {
    this(
        serviceId,
        customer,
        active,
        username,
        address,
        dnsName,
        plan,
        download,
        upload,
        deviceSerial,
        null);
  }
}
