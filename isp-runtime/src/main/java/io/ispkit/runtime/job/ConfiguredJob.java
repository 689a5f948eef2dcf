package io.ispkit.runtime.job;

import io.ispkit.core.config.ConfigReader;
import io.ispkit.core.config.Options;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.job.PeriodicJob;
import io.ispkit.core.job.PeriodicJob.Length;
import io.ispkit.core.operation.Port;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.plugin.AdapterProvider;
import io.ispkit.runtime.module.TenantServices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A job that a tenant's configuration asks for.
 *
 * @param every between the end of a round and the next; 1 s to 366 days
 */
public record ConfiguredJob(PeriodicJob<TenantServices> job, Duration every, Options options) {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(366);

  /**
   * Reads the section {@code jobs} of a tenant. A job that nobody offers is a key that nobody
   * knows.
   *
   * @param offered all jobs that the tenant can have
   * @throws PermanentException two of them have one name
   */
  public static List<ConfiguredJob> read(
      ConfigReader tenant, List<PeriodicJob<TenantServices>> offered) {
    ConfigReader section = tenant.child("jobs");
    List<ConfiguredJob> jobs = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (PeriodicJob<TenantServices> job : offered) {
      if (!names.add(job.name())) {
        throw new PermanentException("two jobs are called " + job.name());
      }
      ConfigReader own = section.child(job.name());
      if (own.isPresent()) {
        Duration every = own.duration("every", SHORTEST, LONGEST).required();
        jobs.add(new ConfiguredJob(job, every, own.child("options").options(job.options())));
      }
    }
    return List.copyOf(jobs);
  }

  /** The jobs of an adapter, on the adapter that a tenant has. */
  public static <P extends Port> List<PeriodicJob<TenantServices>> of(AdapterProvider<P> provider) {
    return provider.jobs().stream().map(job -> onTenant(job, provider.port())).toList();
  }

  private static <P extends Port> PeriodicJob<TenantServices> onTenant(
      PeriodicJob<P> job, Class<P> port) {
    return new PeriodicJob<>(
        job.name(),
        job.description(),
        job.options(),
        (tenant, options) -> job.round().run(tenant.get(port), options),
        job.length());
  }

  String name() {
    return job.name();
  }

  Length length() {
    return job.length();
  }

  Outcome<String> round(TenantServices tenant) throws InterruptedException {
    return job.round().run(tenant, options);
  }
}
