package io.ispkit.core.device;

import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.secret.Secret;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the customer's router should have.
 *
 * @param serial its serial number as printed on it: 1 to 64 printable ASCII characters, no {@code
 *     *} and no leading {@code /} (both mean something else to an ACS query)
 * @param template name of the configuration template, such as {@code default}
 * @param username PPPoE user name
 * @param password PPPoE password, or null to leave it
 * @param wifi the wireless network, or null to leave it
 */
public record DeviceSpec(
    CustomerId customer,
    String serviceId,
    String serial,
    String template,
    String username,
    @Nullable Secret password,
    @Nullable WifiSettings wifi) {

  public DeviceSpec {
    Objects.requireNonNull(customer, "customer");
    Objects.requireNonNull(serviceId, "serviceId");
    Objects.requireNonNull(template, "template");
    Objects.requireNonNull(username, "username");
    if (!isValidSerial(serial)) {
      throw new IllegalArgumentException(
          "device serial: expected 1 to 64 printable ASCII characters, no *, no leading /");
    }
  }

  /** Whether {@code serial} may be a serial number. */
  public static boolean isValidSerial(String serial) {
    return !serial.isEmpty()
        && serial.length() <= 64
        && !serial.startsWith("/")
        && serial.chars().allMatch(c -> c > 0x20 && c <= 0x7e && c != '*');
  }
}
