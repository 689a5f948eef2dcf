package io.ispkit.netbox;

import io.ispkit.core.address.AddressAllocator;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.testkit.address.AddressAllocatorKit;
import io.ispkit.testkit.netbox.FakeNetBox;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

class NetBoxTckTest extends AddressAllocatorKit {

  private final FakeNetBox netBox = new FakeNetBox();
  private final Set<String> known = new HashSet<>();

  @Override
  protected AddressAllocator open(TenantId tenant, String... prefixes) {
    for (String prefix : prefixes) {
      if (known.add(tenant + prefix)) {
        netBox.prefix(prefix, tenant.value());
      }
    }
    return new Acme(netBox).with("prefixes", List.of(prefixes)).open(tenant);
  }

  @AfterEach
  void close() {
    netBox.close();
  }
}
