package io.ispkit.genieacs;

class FakeTroublesTest extends TroublesContract {

  @Override
  Lab lab() {
    return Lab.fake();
  }
}
