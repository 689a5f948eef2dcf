package io.ispkit.runtime.address;

class AddressPoolOnH2TckTest extends AddressPoolContract {

  AddressPoolOnH2TckTest() {
    super("h2");
  }
}
