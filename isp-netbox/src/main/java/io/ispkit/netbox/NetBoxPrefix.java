package io.ispkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.core.address.Prefix;
import java.math.BigInteger;
import java.net.InetAddress;

/**
 * A prefix object of NetBox.
 *
 * @param tenant slug, or empty
 * @param pool network and broadcast address are usable
 * @param vrf id of its VRF, 0 for the global table
 */
record NetBoxPrefix(
    long id, Prefix prefix, String tenant, boolean pool, long vrf, JsonNode customFields)
    implements Source {

  /**
   * Reads the object.
   *
   * @throws IllegalArgumentException it is not what NetBox documents
   */
  static NetBoxPrefix of(JsonNode json) {
    return new NetBoxPrefix(
        json.path("id").asLong(),
        Prefix.parse(json.path("prefix").asText("")),
        json.path("tenant").path("slug").asText(""),
        json.path("is_pool").asBoolean(false),
        json.path("vrf").path("id").asLong(0),
        json.path("custom_fields"));
  }

  @Override
  public String availableIps() {
    return NetBoxApi.PREFIXES + id + "/available-ips/";
  }

  @Override
  public Prefix subnet() {
    return prefix;
  }

  @Override
  public boolean isUsable(InetAddress address) {
    return pool ? prefix.contains(address) : prefix.isUsable(address);
  }

  @Override
  public BigInteger size() {
    return prefix.size();
  }
}
