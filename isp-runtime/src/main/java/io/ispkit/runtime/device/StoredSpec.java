package io.ispkit.runtime.device;

import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.device.DeviceSpec;
import io.ispkit.core.device.WifiSettings;
import io.ispkit.core.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A device's desired configuration as it stands in its column (version 1). The one place where its
 * passwords are written in clear: the device has to get them later.
 */
record StoredSpec(
    String customer,
    String serviceId,
    String serial,
    String template,
    String username,
    @Nullable String password,
    @Nullable String ssid,
    @Nullable String passphrase) {

  static final int VERSION = 1;

  static StoredSpec of(DeviceSpec spec) {
    Secret password = spec.password();
    WifiSettings wifi = spec.wifi();
    return new StoredSpec(
        spec.customer().value(),
        spec.serviceId(),
        spec.serial(),
        spec.template(),
        spec.username(),
        password == null ? null : password.reveal(),
        wifi == null ? null : wifi.ssid(),
        wifi == null ? null : wifi.passphrase().reveal());
  }

  DeviceSpec spec() {
    return new DeviceSpec(
        new CustomerId(customer),
        serviceId,
        serial,
        template,
        username,
        password == null ? null : Secret.of(password),
        ssid == null || passphrase == null ? null : new WifiSettings(ssid, Secret.of(passphrase)));
  }

  /** Shows no password. */
  @Override
  public String toString() {
    return "StoredSpec[" + serial + "]";
  }
}
