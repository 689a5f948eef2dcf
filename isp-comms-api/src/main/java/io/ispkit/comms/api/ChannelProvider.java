package io.ispkit.comms.api;

import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.plugin.PluginInfo;
import java.util.Set;

/**
 * Found by {@code ServiceLoader}: says what it is and opens channels. It has a public no-argument
 * constructor, does no I/O and keeps no state. Being on the class path makes it available; only
 * configuration makes it active.
 */
public interface ChannelProvider {

  PluginInfo info();

  /**
   * The kinds of channel that {@link #open} can serve; not empty. {@link #ANY} alone: every kind.
   */
  Set<ChannelType> channels();

  /** Stands alone in {@link #channels()} for a provider that can serve every kind of channel. */
  ChannelType ANY = new ChannelType("any");

  OptionSpec options();

  /**
   * Opens one configured account. Checks the options together, but does not wait for the other
   * system.
   *
   * @throws io.ispkit.core.error.PermanentException the options are no good together; the message
   *     names them
   */
  Channel open(ProviderContext context);
}
