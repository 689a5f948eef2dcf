package io.ispkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.core.address.Prefix;
import java.math.BigInteger;
import java.net.InetAddress;

/**
 * An IP range of NetBox. All its addresses may be given to hosts.
 *
 * @param tenant slug, or empty
 * @param vrf id of its VRF, 0 for the global table
 */
record NetBoxRange(long id, AddressRange range, Prefix subnet, String tenant, long vrf)
    implements Source {

  /**
   * Reads the object.
   *
   * @throws IllegalArgumentException it is not what NetBox documents
   */
  static NetBoxRange of(JsonNode json) {
    String start = json.path("start_address").asText("");
    String end = json.path("end_address").asText("");
    int slash = start.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("expected an IP range object");
    }
    InetAddress first = Prefix.address(start.substring(0, slash));
    return new NetBoxRange(
        json.path("id").asLong(),
        new AddressRange(first, Prefix.address(end.replaceFirst("/.*", ""))),
        Prefix.around(first, Integer.parseInt(start.substring(slash + 1))),
        json.path("tenant").path("slug").asText(""),
        json.path("vrf").path("id").asLong(0));
  }

  @Override
  public String availableIps() {
    return NetBoxApi.RANGES + id + "/available-ips/";
  }

  @Override
  public boolean isUsable(InetAddress address) {
    return range.contains(address);
  }

  @Override
  public BigInteger size() {
    return range.size();
  }
}
