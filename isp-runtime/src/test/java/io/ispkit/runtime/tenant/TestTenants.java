package io.ispkit.runtime.tenant;

import io.ispkit.core.event.DomainEvent;
import io.ispkit.core.event.EventSink;
import io.ispkit.core.id.OperationId;
import io.ispkit.core.id.UlidGenerator;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.database.TestKernel;
import io.ispkit.runtime.module.TenantProfile;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.time.SettableClock;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Tenants on one database, for tests of services. Events are recorded when they commit. */
public final class TestTenants implements AutoCloseable {

  private static final AtomicInteger COUNT = new AtomicInteger();

  public final Database database;
  public final SettableClock clock = new SettableClock(Instant.parse("2025-10-16T20:30:00Z"));
  public final List<DomainEvent> events = new CopyOnWriteArrayList<>();

  public TestTenants(TestDatabase place) {
    database = TestKernel.open(place);
  }

  /** A tenant that nobody else uses, in Auckland (half a day ahead), without realm and domain. */
  public TenantScope tenant() {
    return tenant("t" + COUNT.incrementAndGet(), null, null);
  }

  public TenantScope tenant(String id, @Nullable String realm, @Nullable String domain) {
    EventSink sink = this::record;
    return new TenantScope(
        new TenantId(id),
        new TenantProfile(
            ZoneId.of("Pacific/Auckland"),
            Locale.ENGLISH,
            realm,
            domain,
            Currency.getInstance("EUR")),
        database,
        sink,
        clock,
        new UlidGenerator(clock),
        new SecureRandom());
  }

  public static Operation operation(TenantScope scope, String id) {
    return Operation.of(scope.id(), new OperationId(id));
  }

  /** Types of the events that were committed for a tenant, in order. */
  public List<String> types(TenantScope scope) {
    return events.stream()
        .filter(e -> e.tenant().equals(scope.id()))
        .map(DomainEvent::type)
        .toList();
  }

  /** Runs all tasks at once, and returns their results in order. */
  public static <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(8, tasks.size()));
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> each : pool.invokeAll(tasks)) {
        results.add(each.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  private void record(
      Transaction transaction,
      TenantId tenant,
      String type,
      String subject,
      Map<String, Object> data) {
    transaction.afterCommit(
        () -> events.add(new DomainEvent("e", tenant, type, subject, clock.instant(), data)));
  }

  @Override
  public void close() {
    database.close();
  }
}
