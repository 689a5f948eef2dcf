package io.ispkit.runtime;

import io.ispkit.core.config.Config;
import io.ispkit.core.id.IdGenerator;
import io.ispkit.core.id.UlidGenerator;
import io.ispkit.core.job.PeriodicJob;
import io.ispkit.core.operation.CallListener;
import io.ispkit.core.operation.Port;
import io.ispkit.runtime.job.JobListener;
import io.ispkit.runtime.lane.LaneListener;
import io.ispkit.runtime.lane.LanesOptions;
import io.ispkit.runtime.module.TenantServices;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a backend is made of. Everything but the configuration has a default, and a host
 * may own any of it. Not thread-safe; one builder opens one backend.
 */
public final class IspBuilder {

  final Provisions provisions = new Provisions();
  @Nullable Config config;
  @Nullable DataSource source;
  ClassLoader loader = IspBuilder.class.getClassLoader();
  InstantSource clock = InstantSource.system();
  RandomGenerator random = new SecureRandom();
  @Nullable IdGenerator ids;
  LanesOptions lanes = LanesOptions.defaults();
  CallListener calls = CallListener.NONE;
  JobListener jobListener = JobListener.NONE;
  final List<PeriodicJob<TenantServices>> jobs = new ArrayList<>();
  boolean readOnly;

  IspBuilder() {}

  /** The configuration. It is read while the backend opens. */
  public IspBuilder config(Config configuration) {
    config = Objects.requireNonNull(configuration);
    return this;
  }

  /** A YAML or JSON file, with variables {@code ISP_…} of the environment laid over it. */
  public IspBuilder config(Path file) {
    return config(
        Config.builder()
            .file(file)
            .environment(io.ispkit.core.config.Environment.system(), "ISP_")
            .build());
  }

  /** Plain values, maps and collections in the shape of the file. */
  public IspBuilder config(Map<String, ?> values) {
    return config(Config.of(values));
  }

  /**
   * The host's own database. It stays open when the backend closes; of the section {@code database}
   * only {@code schema} counts then. Needs at least 4 connections.
   */
  public IspBuilder dataSource(DataSource own) {
    source = Objects.requireNonNull(own);
    return this;
  }

  /** Where providers, modules and migrations are looked for; that of this library when not set. */
  public IspBuilder classLoader(ClassLoader classLoader) {
    loader = Objects.requireNonNull(classLoader);
    return this;
  }

  /** The only source of the present time; the system's when not set. */
  public IspBuilder clock(InstantSource instants) {
    clock = Objects.requireNonNull(instants);
    return this;
  }

  /** Must be cryptographically strong: passwords come from it. */
  public IspBuilder random(RandomGenerator generator) {
    random = Objects.requireNonNull(generator);
    return this;
  }

  /** Makes identifiers; ULIDs when not set. */
  public IspBuilder ids(IdGenerator generator) {
    ids = Objects.requireNonNull(generator);
    return this;
  }

  /** Runs calls to other systems; the host closes it after the backend. */
  public IspBuilder executor(Executor calls) {
    lanes = lanes.withExecutor(calls);
    return this;
  }

  /**
   * This node's name, the same after a restart, in place of the configured one; see {@link
   * LanesOptions#node}.
   */
  public IspBuilder node(String name) {
    lanes = lanes.withNode(name);
    return this;
  }

  /** Where meters go. Micrometer is needed on the class path only by who calls this. */
  public IspBuilder meterRegistry(MeterRegistry registry) {
    LaneListener meters = new LaneMeters(registry);
    lanes = lanes.withListener(meters);
    calls = new CallMeters(registry);
    jobListener = new JobMeters(registry);
    return this;
  }

  /** Offers a job of the host's own; it runs for the tenants whose configuration says so. */
  public IspBuilder job(PeriodicJob<TenantServices> job) {
    jobs.add(job);
    return this;
  }

  /**
   * Uses this adapter of a port for all tenants, whatever is configured and found. The host closes
   * it.
   */
  public <P extends Port> IspBuilder override(Class<P> port, P adapter) {
    Objects.requireNonNull(adapter);
    provisions.override(port, tenant -> adapter);
    return this;
  }

  /**
   * Opens a backend for planning only: nothing is migrated, no worker starts, and whatever is
   * written to its database is gone when it closes. Where the database or its tables do not exist
   * yet, empty tables in memory stand in, and no file is made. Adapters of other systems are opened
   * as ever: only their plans may be asked for.
   */
  public IspBuilder readOnly() {
    readOnly = true;
    return this;
  }

  /**
   * Checks the configuration, with all that the modules, adapters and providers on the class path
   * say of their parts of it; opens and writes nothing.
   *
   * @throws io.ispkit.core.config.ConfigurationException it has faults: all of them
   * @throws io.ispkit.core.error.PermanentException plugins that share an id
   */
  public void check() {
    Opening.check(this, configuration());
  }

  /**
   * Opens the backend: configuration, database, migrations, lanes, adapters, modules, workers, in
   * this order. When any of it fails, what is open already is closed again. Blocks.
   *
   * @throws io.ispkit.core.config.ConfigurationException the configuration has faults: all of them,
   *     and nothing was opened
   * @throws io.ispkit.core.error.PermanentException something else is wrong for good: plugins that
   *     share an id, a database that is not fit, a module that fails in opening or starting (the
   *     message names it)
   * @throws io.ispkit.core.error.RetryableException the database is away
   */
  public Isp open() {
    return Opening.open(this, configuration());
  }

  private Config configuration() {
    if (config == null) {
      throw new IllegalStateException("no configuration was given");
    }
    return config;
  }

  IdGenerator idGenerator() {
    return ids == null ? new UlidGenerator(clock, random) : ids;
  }
}
