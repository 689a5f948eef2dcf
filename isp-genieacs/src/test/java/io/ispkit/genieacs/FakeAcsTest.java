package io.ispkit.genieacs;

class FakeAcsTest extends AcsContract {

  @Override
  Lab lab() {
    return Lab.fake();
  }
}
