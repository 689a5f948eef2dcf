package io.ispkit.genieacs;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.device.DeviceManager;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.testkit.device.DeviceManagerKit;
import io.ispkit.testkit.genieacs.FakeGenieAcs;
import org.junit.jupiter.api.AfterEach;

class GenieAcsTckTest extends DeviceManagerKit {

  private final FakeGenieAcs fake = new FakeGenieAcs();
  private final Acs acs = new Acs(fake);

  @Override
  protected DeviceManager open(TenantId tenant) {
    return acs.open(tenant);
  }

  @AfterEach
  void close() {
    assertThat(fake.crashes()).isZero();
    fake.close();
  }
}
