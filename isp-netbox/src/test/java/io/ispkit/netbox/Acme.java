package io.ispkit.netbox;

import io.ispkit.core.address.AddressAllocator;
import io.ispkit.core.address.AddressRequest;
import io.ispkit.core.address.FallbackLedger;
import io.ispkit.core.address.Prefix;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.id.OperationId;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transactions;
import io.ispkit.testkit.address.MemoryFallbackLedger;
import io.ispkit.testkit.address.MemoryPool;
import io.ispkit.testkit.backend.MemoryBackend;
import io.ispkit.testkit.backend.MemoryTransactions;
import io.ispkit.testkit.netbox.FakeNetBox;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A tenant whose addresses come from a NetBox. */
final class Acme {

  static final TenantId TENANT = new TenantId("acme");
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-20T10:00:00Z"));

  final MemoryPool pool = new MemoryPool("100.127.0.0/28");
  FallbackLedger ledger = new MemoryFallbackLedger(CLOCK);
  private final InstantSource clock;

  Transactions transactions = new MemoryTransactions();

  /** The calls that were told to the host. */
  final Queue<String> calls = new ConcurrentLinkedQueue<>();

  private final Map<String, Object> options = new LinkedHashMap<>();

  Acme(FakeNetBox netBox) {
    this(netBox.uri(), FakeNetBox.TOKEN, CLOCK);
  }

  Acme(URI url, String token, InstantSource clock) {
    this.clock = clock;
    options.put("url", url.toString());
    options.put("token", token);
    options.put("answer_timeout", "10s");
    options.put("connect_timeout", "1s");
    options.put("breaker_pause", "100ms");
  }

  Acme with(String option, Object value) {
    options.put(option, value);
    return this;
  }

  NetBox open() {
    return open(TENANT);
  }

  NetBox open(TenantId tenant) {
    NetBoxProvider provider = new NetBoxProvider();
    return provider.open(
        MemoryBackend.of(tenant, provider.options(), options, clock)
            .with(AddressAllocator.class, pool)
            .with(FallbackLedger.class, ledger)
            .over(transactions)
            .telling((system, call, end, took) -> calls.add(system + " " + call + " " + end)));
  }

  static Operation operation(String id) {
    return Operation.of(TENANT, new OperationId(id));
  }

  static AddressRequest any() {
    return new AddressRequest(new CustomerId("cust-1"), "svc-1", null, "jane.example.net");
  }

  static AddressRequest fixed(String address) {
    return new AddressRequest(
        new CustomerId("cust-1"), "svc-1", Prefix.address(address), "jane.example.net");
  }
}
