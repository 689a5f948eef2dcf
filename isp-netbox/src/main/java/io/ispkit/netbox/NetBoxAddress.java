package io.ispkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.core.address.Prefix;
import java.net.InetAddress;

/**
 * An IP address object of NetBox.
 *
 * @param subnet by the mask that the address carries: that of the prefix it was taken from
 * @param vrf id of its VRF, 0 for the global table
 * @param operation what our custom field holds, or empty
 * @param etag for If-Match, or empty
 * @param is what else it says
 */
record NetBoxAddress(
    long id, InetAddress address, Prefix subnet, long vrf, String operation, String etag, Said is)
    implements Marked {

  /**
   * What the object says of its use.
   *
   * @param tenant slug, or empty
   * @param dnsName or empty
   * @param updated when it was written last, as NetBox tells, or empty
   */
  record Said(String tenant, String status, String dnsName, String description, String updated) {}

  /**
   * Reads the object.
   *
   * @throws IllegalArgumentException it is not what NetBox documents
   */
  static NetBoxAddress of(JsonNode json, String operationField, String etag) {
    String cidr = json.path("address").asText("");
    int slash = cidr.indexOf('/');
    if (slash < 0 || !json.path("id").canConvertToLong()) {
      throw new IllegalArgumentException("expected an IP address object");
    }
    InetAddress address = Prefix.address(cidr.substring(0, slash));
    return new NetBoxAddress(
        json.path("id").asLong(),
        address,
        Prefix.around(address, Integer.parseInt(cidr.substring(slash + 1))),
        json.path("vrf").path("id").asLong(0),
        json.path("custom_fields").path(operationField).asText(""),
        etag,
        new Said(
            json.path("tenant").path("slug").asText(""),
            json.path("status").path("value").asText(""),
            json.path("dns_name").asText(""),
            json.path("description").asText(""),
            json.path("last_updated").asText("")));
  }

  String dnsName() {
    return is.dnsName();
  }

  /** As people write it: {@code ip-address 100.64.0.10/24 (id 7)}. */
  @Override
  public String target() {
    return "ip-address " + address.getHostAddress() + "/" + subnet.length() + " (id " + id + ")";
  }
}
