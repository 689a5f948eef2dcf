package io.ispkit.runtime;

import io.ispkit.core.error.PermanentException;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.lane.Lanes;
import io.ispkit.runtime.module.TenantServices;
import io.ispkit.runtime.outbox.Outbox;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The assembled backend. Thread-safe. One process usually has one.
 *
 * <pre>{@code
 * try (Isp isp = Isp.builder().config(Path.of("isp.yaml")).open()) {
 *   isp.tenant("acme").get(Customers.class).save(customer);
 * }
 * }</pre>
 */
public final class Isp implements AutoCloseable {

  private final Database database;
  private final Lanes lanes;
  private final Outbox events;
  private final Map<TenantId, TenantBackend> tenants = new ConcurrentHashMap<>();
  private final @Nullable Function<TenantId, TenantBackend> others;
  private final Supplier<String> report;
  private final Deque<AutoCloseable> closers;
  private final AtomicBoolean closed = new AtomicBoolean();

  Isp(
      Opening opened,
      Map<TenantId, TenantBackend> tenants,
      @Nullable Function<TenantId, TenantBackend> others,
      Supplier<String> report) {
    this.database = opened.database();
    this.lanes = opened.lanes();
    this.events = opened.events();
    this.tenants.putAll(tenants);
    this.others = others;
    this.report = report;
    this.closers = opened.closers();
  }

  /** Begins a backend. */
  public static IspBuilder builder() {
    return new IspBuilder();
  }

  /**
   * The services of a tenant.
   *
   * @throws PermanentException the id is ill-formed, or the tenant is not configured and {@code
   *     accept_any_tenant} is not set
   */
  public TenantServices tenant(String id) {
    if (!TenantId.isValid(id)) {
      throw new PermanentException("tenant id: expected 1 to 63 of [a-z0-9_-]");
    }
    return tenant(new TenantId(id));
  }

  /**
   * The services of a tenant.
   *
   * @throws PermanentException the tenant is not configured and {@code accept_any_tenant} is not
   *     set
   */
  public TenantServices tenant(TenantId id) {
    TenantBackend tenant = tenants.get(id);
    if (tenant != null) {
      return tenant;
    }
    if (others == null) {
      throw new PermanentException(
          "tenant " + id + " is not configured; there are " + tenants.keySet());
    }
    return tenants.computeIfAbsent(id, others);
  }

  /** The tenants that are configured, or were asked for. */
  public Set<TenantId> tenants() {
    return Set.copyOf(tenants.keySet());
  }

  public Database database() {
    return database;
  }

  public Lanes lanes() {
    return lanes;
  }

  /**
   * Publishes the host's own events; delivers all events to the host's subscribers, which must be
   * the same on every node.
   */
  public Outbox events() {
    return events;
  }

  /** What was found, what is active, and what was skipped and why: lines of text. No secrets. */
  public String report() {
    return report.get();
  }

  /**
   * Closes everything in the reverse order of opening: workers end what they are at, modules and
   * adapters are closed, then the database. Idempotent; what fails to close is logged.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      Closing.all(new ArrayDeque<>(closers));
    }
  }

  void closeTenants() {
    Closing.all(new ArrayDeque<>(tenants.values()));
  }
}
