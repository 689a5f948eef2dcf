package io.ispkit.core.plugin;

import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.core.job.PeriodicJob;
import io.ispkit.core.operation.Port;
import java.util.List;

/**
 * Found by {@code ServiceLoader}: says what it is, and opens adapters of one port. As {@code
 * java.sql.Driver} is to {@code Connection}. It has a public no-argument constructor, does no I/O
 * and keeps no state. Being on the class path makes an adapter available; only configuration
 * ({@code tenants.<id>.<port>.adapter: <info.id>}) makes it active.
 *
 * @param <P> the port, such as {@code AddressAllocator}
 */
public interface AdapterProvider<P extends Port> {

  PluginInfo info();

  /** The port that the products implement. */
  Class<P> port();

  /**
   * What can be configured. A {@linkplain OptionSpec.Builder#judgedBy rule} in it says which values
   * go together, so that a host learns of it before anything is opened.
   */
  OptionSpec options();

  /**
   * Whether an adapter with these options asks {@link AdapterContext#embedded} for the embedded
   * adapter of its own port, to fall back on. The options of that one must then be configured
   * beside it, under {@code fallback}.
   */
  default boolean fallsBack(Options options) {
    return false;
  }

  /**
   * What an adapter wants done at intervals; the rounds are given an adapter that this provider has
   * opened. None run unless they are configured.
   */
  default List<PeriodicJob<P>> jobs() {
    return List.of();
  }

  /**
   * Opens an adapter for one tenant. Must not wait for the other system: that may be down when the
   * host starts. When the product is {@code AutoCloseable} it is closed with the backend.
   *
   * @throws io.ispkit.core.error.PermanentException what was checked while the configuration was
   *     read does not hold any more, such as a file that is gone; the message names it
   */
  P open(AdapterContext context);
}
