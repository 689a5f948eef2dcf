package io.ispkit.testkit.device;

import io.ispkit.core.device.DeviceConfigurations;
import io.ispkit.core.device.DeviceReport;
import io.ispkit.core.device.DeviceSpec;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.testkit.backend.MemoryTransactions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Device configurations in memory; joins transactions in memory. Thread-safe. */
public final class MemoryDeviceConfigurations implements DeviceConfigurations {

  private final Map<String, Kept> kept = new LinkedHashMap<>();

  /** Which operation came last, however often older ones are tried after it. */
  private final Map<String, Long> order = new HashMap<>();

  private long last;

  @Override
  public synchronized void keep(
      Operation operation, DeviceSpec spec, DeviceReport report, Map<String, String> memo) {
    String key = operation.toString();
    // Behind all others: it was tried most recently.
    Kept before = kept.remove(key);
    kept.put(key, new Kept(operation.id().value(), spec, report, memo));
    if (before == null) {
      order.put(key, ++last);
    }
    undoWith(operation, key, before);
  }

  @Override
  public synchronized Optional<Kept> find(Operation operation) {
    return Optional.ofNullable(kept.get(operation.toString()));
  }

  @Override
  public synchronized Optional<Kept> findBySerial(TenantId tenant, String serial) {
    return entries(tenant, k -> k.spec().serial().equals(serial))
        .max(Comparator.comparing(e -> order.getOrDefault(e.getKey(), 0L)))
        .map(Map.Entry::getValue);
  }

  @Override
  public synchronized List<Kept> pending(TenantId tenant, int limit) {
    return entries(tenant, k -> k.report().status() == DeviceReport.Status.PENDING)
        .map(Map.Entry::getValue)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized boolean withdraw(Operation operation) {
    String key = operation.toString();
    Kept before = kept.remove(key);
    undoWith(operation, key, before);
    return before != null;
  }

  private Stream<Map.Entry<String, Kept>> entries(TenantId tenant, Predicate<Kept> which) {
    return kept.entrySet().stream()
        .filter(e -> e.getKey().startsWith(tenant + "/"))
        .filter(e -> which.test(e.getValue()));
  }

  private void undoWith(Operation operation, String key, @Nullable Kept before) {
    Runnable undo = before == null ? () -> kept.remove(key) : () -> kept.put(key, before);
    operation.transaction().ifPresent(tx -> MemoryTransactions.onRollback(tx, undo));
  }
}
