package io.ispkit.workflow.deployment;

import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.device.DeviceSpec;
import io.ispkit.core.device.WifiSettings;
import io.ispkit.core.plan.BandwidthPlan;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A customer's order for a service.
 *
 * @param location where it is wanted, one line
 * @param plan code of the bandwidth plan
 * @param serial serial number of the customer's router
 * @param email the customer's address: the user name is made from it
 * @param staticAddress the very address asked for, or null for any
 * @param wifi the wireless network wanted, or null to leave the router's own
 * @param reference the host's own number of the order, 1 to 190 characters, or null; see {@link
 *     #key}
 */
public record DeploymentOrder(
    CustomerId customer,
    String location,
    String plan,
    String serial,
    String email,
    @Nullable InetAddress staticAddress,
    @Nullable WifiSettings wifi,
    @Nullable String reference) {

  public DeploymentOrder {
    Objects.requireNonNull(customer, "customer");
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(email, "email");
    if (!BandwidthPlan.isValidCode(plan)) {
      throw new IllegalArgumentException("order plan: expected 1 to 64 of [0-9A-Za-z._-]");
    }
    if (!DeviceSpec.isValidSerial(serial)) {
      throw new IllegalArgumentException(
          "order device serial: expected 1 to 64 printable ASCII characters, no *, no leading /");
    }
    if (reference != null && (reference.isEmpty() || reference.length() > 190)) {
      throw new IllegalArgumentException("order reference: expected 1 to 190 characters");
    }
    if (staticAddress != null) {
      staticAddress = withoutName(staticAddress);
    }
  }

  /** An order without a reference of the host. */
  public static DeploymentOrder of(
      CustomerId customer,
      String location,
      String plan,
      String serial,
      String email,
      @Nullable InetAddress staticAddress,
      @Nullable WifiSettings wifi) {
    return new DeploymentOrder(customer, location, plan, serial, email, staticAddress, wifi, null);
  }

  /**
   * What makes two orders the same one: the host's reference, else customer, plan and device. An
   * order that is handed in again under its key changes nothing.
   */
  public String key() {
    return reference != null ? "ref:" + reference : customer.value() + "/" + plan + "/" + serial;
  }

  /** An address that carries a name would be stored, and looked up again, by that name. */
  private static InetAddress withoutName(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("order static address: of no known length", e);
    }
  }
}
