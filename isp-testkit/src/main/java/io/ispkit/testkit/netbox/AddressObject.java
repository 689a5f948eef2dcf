package io.ispkit.testkit.netbox;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An IP address object as it stands in a {@link FakeNetBox}.
 *
 * @param address in CIDR form
 * @param vrf route distinguisher, or null for the global table
 * @param tenant slug, or null
 * @param version counts the changes; the ETag is made from it
 */
public record AddressObject(
    int id,
    String address,
    @Nullable String vrf,
    @Nullable String tenant,
    String status,
    String dnsName,
    String description,
    Set<String> tags,
    Map<String, String> customFields,
    int version) {

  public AddressObject {
    tags = Set.copyOf(tags);
    customFields = Map.copyOf(customFields);
  }

  String host() {
    return address.substring(0, address.indexOf('/'));
  }
}
