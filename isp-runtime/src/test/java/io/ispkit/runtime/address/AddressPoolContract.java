package io.ispkit.runtime.address;

import io.ispkit.core.address.AddressAllocator;
import io.ispkit.core.config.Config;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transactions;
import io.ispkit.runtime.tenant.TestTenants;
import io.ispkit.testkit.address.AddressAllocatorKit;
import io.ispkit.testkit.database.TestDatabases;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The kit on fresh tables for every test. */
abstract class AddressPoolContract extends AddressAllocatorKit {

  private final String product;
  private TestTenants tenants;

  AddressPoolContract(String product) {
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
  protected AddressAllocator open(TenantId tenant, String... prefixes) {
    Map<String, Object> options =
        Map.of("prefixes", List.of(prefixes), "gateway", "none", "quarantine", "0s");
    return new AddressPool(
        tenants.tenant(tenant.value(), null, null),
        PoolRules.of(Config.of(options).read(root -> root.options(new PoolProvider().options()))));
  }

  @Override
  protected Transactions transactions() {
    return tenants.database;
  }
}
