package io.ispkit.runtime.device;

import io.ispkit.core.device.DeviceManager;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transactions;
import io.ispkit.runtime.tenant.TestTenants;
import io.ispkit.testkit.database.TestDatabases;
import io.ispkit.testkit.device.DeviceManagerKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The kit on fresh tables for every test. */
abstract class KeptDevicesContract extends DeviceManagerKit {

  private final String product;
  private TestTenants tenants;

  KeptDevicesContract(String product) {
    this.product = product;
  }

  @BeforeEach
  void openDatabase() {
    tenants = new TestTenants(TestDatabases.fresh(product));
  }

  @AfterEach
  void closeDatabase() {
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
