package io.ispkit.genieacs;

import io.ispkit.testkit.genieacs.FakeCpe;
import io.ispkit.testkit.genieacs.FakeGenieAcs;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;

class FakeNbiTest extends NbiContract {

  private final FakeGenieAcs fake = new FakeGenieAcs();
  private final FakeCpe cpe = fake.add(FakeCpe.tr098("001151"));

  @AfterEach
  void close() {
    fake.close();
  }

  @Override
  URI base() {
    return fake.uri();
  }

  @Override
  String id() {
    return cpe.id();
  }

  @Override
  String serial() {
    return cpe.serial();
  }

  @Override
  String ssid() {
    return "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.SSID";
  }
}
