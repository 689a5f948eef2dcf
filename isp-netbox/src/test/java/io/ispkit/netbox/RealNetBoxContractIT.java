package io.ispkit.netbox;

import java.net.URI;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * A real NetBox keeps the contract: set {@code ISPKIT_NETBOX_URL} and {@code ISPKIT_NETBOX_TOKEN},
 * whose user may add, change and delete tenants, custom fields, prefixes, addresses, VLAN groups
 * and VLANs. Use one for trials.
 */
@EnabledIfEnvironmentVariable(
    named = "ISPKIT_NETBOX_URL",
    matches = "https?://.+",
    disabledReason = "no real NetBox: set ISPKIT_NETBOX_URL and ISPKIT_NETBOX_TOKEN")
@EnabledIfEnvironmentVariable(
    named = "ISPKIT_NETBOX_TOKEN",
    matches = ".+",
    disabledReason = "no real NetBox: set ISPKIT_NETBOX_URL and ISPKIT_NETBOX_TOKEN")
class RealNetBoxContractIT extends NetBoxContract {

  @Override
  URI url() {
    return URI.create(System.getenv("ISPKIT_NETBOX_URL"));
  }

  @Override
  String token() {
    return System.getenv("ISPKIT_NETBOX_TOKEN");
  }
}
