package io.ispkit.runtime.address;

class AddressPoolOnPostgresTckTest extends AddressPoolContract {

  AddressPoolOnPostgresTckTest() {
    super("postgresql");
  }
}
