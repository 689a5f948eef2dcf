package io.ispkit.netbox;

import java.net.URI;
import java.time.InstantSource;

/** A real NetBox keeps the contract. */
@OnRealNetBox
class RealNetBoxContractIT extends NetBoxContract {

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
}
