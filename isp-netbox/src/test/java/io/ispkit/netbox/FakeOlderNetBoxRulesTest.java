package io.ispkit.netbox;

import io.ispkit.testkit.netbox.FakeNetBox;
import java.net.URI;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

/** The fake of the testkit has the rules of an older NetBox too. */
class FakeOlderNetBoxRulesTest extends NetBoxRulesContract {

  private final FakeNetBox fake = new FakeNetBox().version("4.4.10").withoutEtags();

  @Override
  URI url() {
    return fake.uri();
  }

  @Override
  String token() {
    return FakeNetBox.TOKEN;
  }

  @Override
  InstantSource clock() {
    return Acme.CLOCK;
  }

  @Override
  @AfterEach
  void takeAway() {
    super.takeAway();
    fake.close();
  }
}
