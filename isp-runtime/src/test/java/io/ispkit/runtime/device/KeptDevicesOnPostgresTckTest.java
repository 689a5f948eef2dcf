package io.ispkit.runtime.device;

class KeptDevicesOnPostgresTckTest extends KeptDevicesContract {

  KeptDevicesOnPostgresTckTest() {
    super("postgresql");
  }
}
