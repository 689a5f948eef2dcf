package io.ispkit.testkit.address;

import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.address.AddressRequest;
import io.ispkit.core.address.FallbackLedger;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.testkit.backend.MemoryTransactions;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A fallback ledger in memory; joins transactions in memory. Thread-safe. */
public final class MemoryFallbackLedger implements FallbackLedger {

  private final InstantSource clock;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  public MemoryFallbackLedger(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void record(
      Operation operation, AddressRequest request, AddressAssignment assignment, String reason) {
    String key = operation.toString();
    if (entries.containsKey(key)) {
      return;
    }
    String id = operation.id().value();
    entries.put(key, new Entry(id, assignment, request, reason, clock.instant()));
    operation
        .transaction()
        .ifPresent(tx -> MemoryTransactions.onRollback(tx, () -> entries.remove(key)));
  }

  @Override
  public synchronized List<Entry> open(TenantId tenant, int limit) {
    return entries.entrySet().stream()
        .filter(e -> e.getKey().startsWith(tenant + "/"))
        .map(Map.Entry::getValue)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized void close(Operation operation) {
    String key = operation.toString();
    Entry closed = entries.remove(key);
    if (closed != null) {
      operation
          .transaction()
          .ifPresent(tx -> MemoryTransactions.onRollback(tx, () -> entries.put(key, closed)));
    }
  }
}
