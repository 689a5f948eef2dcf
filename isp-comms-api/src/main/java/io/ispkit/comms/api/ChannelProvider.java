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

  /**
   * What can be configured. A {@linkplain OptionSpec.Builder#judgedBy rule} in it says which values
   * go together, so that a host learns of it before anything is opened.
   */
  OptionSpec options();

  /**
   * Opens one configured account. Does not wait for the other system.
   *
   * @throws io.ispkit.core.error.PermanentException what was checked while the configuration was
   *     read does not hold any more, such as a file that is gone; the message names it
   */
  Channel open(ProviderContext context);
}
