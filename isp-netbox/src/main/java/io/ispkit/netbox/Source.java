package io.ispkit.netbox;

import io.ispkit.core.address.Prefix;
import java.math.BigInteger;
import java.net.InetAddress;

/** What addresses are taken from: a prefix or an IP range of NetBox. */
interface Source {

  /** Where its next addresses are asked for. */
  String availableIps();

  /** The network of its addresses, by the mask that they get. */
  Prefix subnet();

  /** Id of its VRF, 0 for the global table. */
  long vrf();

  /** Whether the address is one that a host may have. */
  boolean isUsable(InetAddress address);

  /** How many addresses it has. */
  BigInteger size();
}
