package io.ispkit.core.plugin;

import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.operation.Port;

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

  OptionSpec options();

  /**
   * Opens an adapter for one tenant. May check its options further, but must not wait for the other
   * system: that may be down when the host starts. When the product is {@code AutoCloseable} it is
   * closed with the backend.
   *
   * @throws io.ispkit.core.error.PermanentException the options are no good together; the message
   *     names them
   */
  P open(AdapterContext context);
}
