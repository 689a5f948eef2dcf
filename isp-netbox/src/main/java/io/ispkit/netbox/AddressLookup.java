package io.ispkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
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

  /** In all VRFs. */
  List<NetBoxAddress> of(InetAddress address) throws CallFailed {
    List<NetBoxAddress> found = new ArrayList<>();
    Listing listing = Listing.of(NetBoxApi.ADDRESSES).with("address", address.getHostAddress());
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
