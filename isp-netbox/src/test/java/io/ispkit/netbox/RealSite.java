package io.ispkit.netbox;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;

/** A place in the real NetBox that the environment names, and what only a real one can be made. */
abstract class RealSite extends ContractSite {

  @Override
  URI url() {
    return URI.create(System.getenv("ISPKIT_NETBOX_URL"));
  }

  @Override
  String token() {
    return System.getenv("ISPKIT_NETBOX_TOKEN");
  }

  @Override
  InstantSource clock() {
    return InstantSource.system();
  }

  /** Makes an active prefix of our tenant, with more fields, written with single quotes. */
  void prefixWith(String prefix, String more) {
    make(
        "/api/ipam/prefixes/",
        "{'prefix':'%s','status':'active','tenant':{'slug':'%%1$s'},%s}".formatted(prefix, more));
  }

  /** Configures a tenant that takes from whatever its other settings choose. */
  Acme choosing() {
    return settings().with("prefixes", List.of());
  }

  boolean isBefore(int major, int minor) {
    return NetBoxVersion.parse(netBox().version().orElseThrow())
        .orElseThrow()
        .isBefore(new NetBoxVersion(major, minor));
  }
}
