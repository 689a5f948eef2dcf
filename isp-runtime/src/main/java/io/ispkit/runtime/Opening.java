package io.ispkit.runtime;

import io.ispkit.core.config.Config;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.id.IdGenerator;
import io.ispkit.core.job.PeriodicJob;
import io.ispkit.core.plugin.AdapterProvider;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.database.DatabaseOptions;
import io.ispkit.runtime.drift.DriftJob;
import io.ispkit.runtime.job.Jobs;
import io.ispkit.runtime.lane.Lanes;
import io.ispkit.runtime.lane.LanesOptions;
import io.ispkit.runtime.module.IspModule;
import io.ispkit.runtime.module.TenantServices;
import io.ispkit.runtime.outbox.Outbox;
import io.ispkit.runtime.tenant.TenantScope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Opens a backend step by step, and remembers what has to be closed. Used once. */
final class Opening {

  private final IspBuilder builder;
  private final Deque<AutoCloseable> closers = new ArrayDeque<>();
  private final IdGenerator ids;
  private final FoundProviders<AdapterProvider<?>> adapters;
  private final FoundProviders<IspModule> modules;
  private @Nullable Database database;
  private @Nullable Lanes lanes;
  private @Nullable Outbox events;

  private Opening(IspBuilder builder) {
    this.builder = builder;
    this.ids = builder.idGenerator();
    this.adapters = adapters(builder.loader);
    this.modules = FoundProviders.load(IspModule.class, builder.loader, IspModule::info);
    adapters.checkUnique(f -> f.provider().port().getSimpleName() + " adapter " + f.info().id());
    modules.checkUnique(f -> "module " + f.info().id());
  }

  static Isp open(IspBuilder builder, Config config) {
    Opening opening = new Opening(builder);
    try {
      return opening.run(config);
    } catch (RuntimeException | Error e) {
      Closing.all(opening.closers);
      throw e;
    }
  }

  /** Only reads the configuration. */
  static void check(IspBuilder builder, Config config) {
    new Opening(builder).read(config);
  }

  private BackendSettings read(Config config) {
    List<PeriodicJob<TenantServices>> offered = new ArrayList<>(List.of(DriftJob.job()));
    offered.addAll(builder.jobs);
    return BackendSettings.read(
        config,
        builder.source != null,
        builder.loader,
        adapters,
        modules.all().stream().map(FoundProviders.Found::provider).toList(),
        offered,
        builder.provisions::isOverridden);
  }

  private Isp run(Config config) {
    BackendSettings settings = read(config);
    Database opened = openDatabase(settings);
    database = opened;
    LanesOptions options = builder.lanes;
    String node = options.node() == null ? settings.node() : options.node();
    Lanes kernel = new Lanes(opened, options.withNode(node));
    lanes = kernel;
    closers.push(kernel);
    events = new Outbox(opened, kernel, ids, builder.clock);
    EmbeddedServices.provide(builder.provisions);

    Map<TenantId, TenantBackend> tenants = new LinkedHashMap<>();
    settings.tenants().forEach((id, tenant) -> tenants.put(id, tenant(id, tenant)));
    TenantSettings template = settings.template();
    AtomicReference<Isp> served = new AtomicReference<>();
    Jobs jobs =
        new Jobs(
            opened,
            kernel,
            builder.clock,
            builder.random,
            settings::jobs,
            id -> Objects.requireNonNull(served.get()).tenant(id),
            builder.jobListener);
    Function<TenantId, TenantBackend> others =
        template == null ? null : id -> scheduled(tenant(id, template), jobs);
    Report report = new Report(builder, opened, node, settings, adapters, modules, tenants);
    Isp isp = new Isp(this, tenants, others, report::text);
    served.set(isp);
    closers.push(isp::closeTenants);
    if (settings.hasJobs()) {
      report.add(
          "jobs",
          () ->
              isp.tenants().stream()
                  .sorted(Comparator.comparing(TenantId::value))
                  .flatMap(id -> jobs.report(id).stream())
                  .toList());
    }
    openAdapters(tenants.values().stream().toList());
    OpenModules started = new OpenModules(this, isp, settings.forModules(), report);
    modules.all().forEach(started::open);
    // Once more on top: working ends before anything that work may need is closed.
    closers.push(kernel);
    if (!builder.readOnly) {
      jobs.retire(id -> template != null || tenants.containsKey(id));
      tenants.values().forEach(tenant -> jobs.schedule(tenant.scope()));
      if (settings.hasJobs()) {
        jobs.workOn(kernel);
      }
      kernel.start();
      started.start();
    }
    return isp;
  }

  private static FoundProviders<AdapterProvider<?>> adapters(ClassLoader loader) {
    @SuppressWarnings({"unchecked", "rawtypes"}) // what the class of a generic type comes to
    Class<AdapterProvider<?>> type = (Class) AdapterProvider.class;
    return FoundProviders.load(
        type,
        loader,
        provider -> {
          Objects.requireNonNull(provider.port(), "port");
          Objects.requireNonNull(provider.options(), "options");
          return provider.info();
        });
  }

  private Database openDatabase(BackendSettings settings) {
    DataSource source = builder.source;
    DatabaseOptions options = settings.database();
    if (builder.readOnly) {
      PlanningDatabase planning = new PlanningDatabase(builder.loader, closers);
      return source != null
          ? planning.open(source, settings.schema())
          : planning.open(Objects.requireNonNull(options));
    }
    Database opened =
        source != null
            ? Database.over(source, settings.schema())
            : Database.open(Objects.requireNonNull(options));
    closers.push(opened);
    opened.migrate(builder.loader);
    return opened;
  }

  private TenantBackend tenant(TenantId id, TenantSettings settings) {
    TenantScope scope =
        new TenantScope(
            id, settings.profile(), database(), events(), builder.clock, ids, builder.random);
    return new TenantBackend(scope, settings, builder.provisions, builder.calls);
  }

  private TenantBackend scheduled(TenantBackend tenant, Jobs jobs) {
    if (!builder.readOnly && !tenant.settings().jobs().isEmpty()) {
      jobs.schedule(tenant.scope());
    }
    return tenant;
  }

  /** All adapters that are configured, so that their faults are known now, and all at once. */
  private void openAdapters(List<TenantBackend> tenants) {
    List<String> faults = new ArrayList<>();
    for (TenantBackend tenant : tenants) {
      for (AdapterChoice choice : tenant.settings().adapters().values()) {
        try {
          if (choice.isConfigured() && !builder.provisions.isOverridden(choice.section().port())) {
            tenant.get(choice.section().port());
          }
        } catch (PermanentException fault) {
          faults.add(choice.place() + ": " + fault.getMessage());
        }
      }
    }
    if (!faults.isEmpty()) {
      throw new PermanentException(String.join("\n", faults));
    }
  }

  IspBuilder builder() {
    return builder;
  }

  Database database() {
    return Objects.requireNonNull(database);
  }

  Lanes lanes() {
    return Objects.requireNonNull(lanes);
  }

  Outbox events() {
    return Objects.requireNonNull(events);
  }

  IdGenerator ids() {
    return ids;
  }

  Deque<AutoCloseable> closers() {
    return closers;
  }
}
