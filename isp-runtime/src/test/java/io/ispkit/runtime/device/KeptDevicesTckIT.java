package io.ispkit.runtime.device;

import io.ispkit.core.device.DeviceManager;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transactions;
import io.ispkit.runtime.tenant.TestTenants;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.device.DeviceManagerKit;
import org.junit.jupiter.api.AfterEach;

@OnEachDatabase
class KeptDevicesTckIT extends DeviceManagerKit {

  private final TestTenants tenants;

  KeptDevicesTckIT(TestDatabase place) {
    tenants = new TestTenants(place);
  }

  @AfterEach
  void close() {
    tenants.close();
  }

  @Override
  protected DeviceManager open(TenantId tenant) {
    return new KeptDevices(tenants.tenant(tenant.value(), null, null));
  }

  @Override
  protected Transactions transactions() {
    return tenants.database;
  }
}
