package io.ispkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.core.address.Prefix;
import java.net.InetAddress;

/**
 * A prefix object of NetBox.
 *
 * @param pool network and broadcast address are usable
 * @param vrf id of its VRF, 0 for the global table
 */
record NetBoxPrefix(
    long id, Prefix prefix, String tenant, boolean pool, long vrf, JsonNode customFields) {

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

  boolean isUsable(InetAddress address) {
    return pool ? prefix.contains(address) : prefix.isUsable(address);
  }
}
