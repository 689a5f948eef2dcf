package io.ispkit.runtime.module;

import io.ispkit.core.id.IdGenerator;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.lane.Lanes;
import io.ispkit.runtime.outbox.Outbox;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What a module is given when it is opened. The parts (database, clock …) may be kept; the
 * registering methods are for {@link IspModule#open} only, on its thread.
 */
public interface ModuleContext {

  /** The backend's database, migrated. */
  Database database();

  /** The lanes of this process; they start when all modules are open. */
  Lanes lanes();

  /** The configuration, checked. */
  ModuleConfig config();

  /** Finds what the host has on its class path, such as providers. */
  ClassLoader classLoader();

  /**
   * Where the module publishes events in its own transactions, and subscribes to those of others.
   */
  Outbox events();

  /** The injected clock: the only source of the present time. */
  InstantSource clock();

  IdGenerator ids();

  /** Cryptographically strong. */
  RandomGenerator random();

  /**
   * Whether this is a backend for planning only: nothing starts, and what is written to its
   * database is gone when it closes.
   */
  boolean readOnly();

  /**
   * Offers a service to every tenant: {@code factory} is called once per tenant, when {@link
   * TenantServices#get} is first asked for {@code type}. A product that is {@code AutoCloseable} is
   * closed with the backend.
   *
   * @throws IllegalStateException something else provides this type already
   */
  <T> void provide(Class<T> type, Function<TenantServices, ? extends T> factory);

  /**
   * The services of a tenant, for work that the module does by itself, such as a lane's handler.
   * May be called at any time after opening.
   *
   * @throws io.ispkit.core.error.PermanentException no such tenant is configured
   */
  TenantServices tenant(TenantId id);

  /**
   * Runs {@code action} when all modules are open: workers start here. Not called in a read-only
   * backend.
   */
  void onStart(Runnable action);

  /** Closes {@code resource} with the backend; the last registered goes first. */
  void onClose(AutoCloseable resource);

  /** Adds lines to the backend's report; {@code lines} is called at each print. */
  void report(String section, Supplier<List<String>> lines);
}
