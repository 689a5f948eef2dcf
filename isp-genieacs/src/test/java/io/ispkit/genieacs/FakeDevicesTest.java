package io.ispkit.genieacs;

class FakeDevicesTest extends DevicesContract {

  @Override
  Lab lab() {
    return Lab.fake();
  }
}
