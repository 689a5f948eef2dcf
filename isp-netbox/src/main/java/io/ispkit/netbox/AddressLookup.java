package io.ispkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Finds the IP address objects of an address, with any mask and whoever made them. */
final class AddressLookup {

  private final NetBoxApi api;
  private final Marks<NetBoxAddress> marks;

  AddressLookup(NetBoxApi api, Marks<NetBoxAddress> marks) {
    this.api = api;
    this.marks = marks;
  }

  /**
   * In all VRFs. Before 4.6.4 NetBox's filter {@code address} compares texts ({@code HOST(address)
   * IN (…)} in {@code ipam/lookups.py}), and finds an IPv6 address only as PostgreSQL writes it;
   * its filter {@code parent} compares addresses in all versions, in whatever way they are written.
   */
  List<NetBoxAddress> of(InetAddress address) throws CallFailed {
    List<NetBoxAddress> found = new ArrayList<>();
    String host = address.getHostAddress();
    Listing listing = Listing.of(NetBoxApi.ADDRESSES);
    if (address instanceof Inet4Address) {
      listing.with("address", host);
    } else {
      listing.with("parent", host + "/128");
    }
    for (JsonNode json : api.list(listing)) {
      NetBoxAddress object = marks.read(json, "");
      if (object.address().equals(address)) {
        found.add(object);
      }
    }
    return found;
  }

  boolean exists(InetAddress address, long vrf) throws CallFailed {
    return of(address).stream().anyMatch(object -> object.vrf() == vrf);
  }
}
