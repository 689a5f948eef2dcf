package io.ispkit.genieacs;

class FakeNbiTest extends NbiContract {

  @Override
  Lab lab() {
    return Lab.fake();
  }
}
