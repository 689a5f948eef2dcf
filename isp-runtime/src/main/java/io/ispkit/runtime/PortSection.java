package io.ispkit.runtime;

import io.ispkit.core.address.AddressAllocator;
import io.ispkit.core.device.DeviceManager;
import io.ispkit.core.operation.Port;
import io.ispkit.core.subscriber.SubscriberDirectory;

/** A section of a tenant's configuration that chooses the adapter of a port. */
enum PortSection {
  ADDRESSES("addresses", AddressAllocator.class, "pool"),
  SUBSCRIBERS("subscribers", SubscriberDirectory.class, "freeradius"),
  DEVICES("devices", DeviceManager.class, "kept");

  private final String key;
  private final Class<? extends Port> port;
  private final String usual;

  PortSection(String key, Class<? extends Port> port, String usual) {
    this.key = key;
    this.port = port;
    this.usual = usual;
  }

  String key() {
    return key;
  }

  Class<? extends Port> port() {
    return port;
  }

  /** The adapter when none is named. */
  String usual() {
    return usual;
  }
}
