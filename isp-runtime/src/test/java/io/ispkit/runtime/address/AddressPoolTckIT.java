package io.ispkit.runtime.address;

import io.ispkit.core.address.AddressAllocator;
import io.ispkit.core.config.Config;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transactions;
import io.ispkit.runtime.tenant.TestTenants;
import io.ispkit.testkit.address.AddressAllocatorKit;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

@OnEachDatabase
class AddressPoolTckIT extends AddressAllocatorKit {

  private final TestTenants tenants;

  AddressPoolTckIT(TestDatabase place) {
    tenants = new TestTenants(place);
  }

  @AfterEach
  void close() {
    tenants.close();
  }

  @Override
  protected AddressAllocator open(TenantId tenant, String... prefixes) {
    Map<String, Object> options =
        Map.of("prefixes", List.of(prefixes), "gateway", "none", "quarantine", "0s");
    return new AddressPool(
        tenants.tenant(tenant.value(), null, null),
        PoolRules.of(Config.of(options).read(c -> c.options(new PoolProvider().options()))));
  }

  @Override
  protected Transactions transactions() {
    return tenants.database;
  }
}
