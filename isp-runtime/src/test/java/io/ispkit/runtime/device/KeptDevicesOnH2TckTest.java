package io.ispkit.runtime.device;

class KeptDevicesOnH2TckTest extends KeptDevicesContract {

  KeptDevicesOnH2TckTest() {
    super("h2");
  }
}
