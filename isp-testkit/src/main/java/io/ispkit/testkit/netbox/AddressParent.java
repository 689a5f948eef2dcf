package io.ispkit.testkit.netbox;

import java.net.InetAddress;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What has available-ips: a prefix or a range. */
interface AddressParent {

  @Nullable String vrf();

  /** Of the addresses that are taken from it. */
  int mask();

  /** All addresses that may be given to hosts, lowest first. */
  Stream<InetAddress> hosts();
}
