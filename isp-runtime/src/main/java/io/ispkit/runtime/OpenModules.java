package io.ispkit.runtime;

import io.ispkit.core.config.ConfigurationException;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.error.RetryableException;
import io.ispkit.core.id.IdGenerator;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.FoundProviders.Found;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.lane.Lanes;
import io.ispkit.runtime.module.IspModule;
import io.ispkit.runtime.module.ModuleConfig;
import io.ispkit.runtime.module.ModuleContext;
import io.ispkit.runtime.module.TenantServices;
import io.ispkit.runtime.outbox.Outbox;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Opens modules, and gives them what they need. */
final class OpenModules {

  private final Opening opening;
  private final Isp isp;
  private final ModuleConfig config;
  private final Report report;
  private final List<Runnable> starts = new ArrayList<>();

  OpenModules(Opening opening, Isp isp, ModuleConfig config, Report report) {
    this.opening = opening;
    this.isp = isp;
    this.config = config;
    this.report = report;
  }

  void open(Found<IspModule> module) {
    String id = module.info().id();
    named(id, () -> module.provider().open(new Context(id)));
  }

  void start() {
    starts.forEach(Runnable::run);
  }

  /** Whoever reads that the backend does not open reads also because of whom. */
  private static void named(String module, Runnable action) {
    try {
      action.run();
    } catch (ConfigurationException e) {
      throw e; // names the places
    } catch (RetryableException e) {
      throw new RetryableException(
          "module " + module + ": " + e.getMessage(), e, e.retryAfter().orElse(null));
    } catch (PermanentException e) {
      throw new PermanentException("module " + module + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw new PermanentException("module " + module + " failed: " + e, e);
    }
  }

  private final class Context implements ModuleContext {

    private final String module;

    Context(String module) {
      this.module = module;
    }

    @Override
    public Database database() {
      return opening.database();
    }

    @Override
    public Lanes lanes() {
      return opening.lanes();
    }

    @Override
    public ModuleConfig config() {
      return config;
    }

    @Override
    public ClassLoader classLoader() {
      return opening.builder().loader;
    }

    @Override
    public Outbox events() {
      return opening.events();
    }

    @Override
    public InstantSource clock() {
      return opening.builder().clock;
    }

    @Override
    public IdGenerator ids() {
      return opening.ids();
    }

    @Override
    public RandomGenerator random() {
      return opening.builder().random;
    }

    @Override
    public boolean readOnly() {
      return opening.builder().readOnly;
    }

    @Override
    public <T> void provide(Class<T> type, Function<TenantServices, ? extends T> factory) {
      opening.builder().provisions.provide(module, type, factory);
    }

    @Override
    public TenantServices tenant(TenantId id) {
      return isp.tenant(id);
    }

    @Override
    public void onStart(Runnable action) {
      starts.add(() -> named(module, action));
    }

    @Override
    public void onClose(AutoCloseable resource) {
      opening.closers().push(resource);
    }

    @Override
    public void report(String section, Supplier<List<String>> lines) {
      report.add(section, lines);
    }
  }
}
