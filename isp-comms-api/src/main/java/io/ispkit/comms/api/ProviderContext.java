package io.ispkit.comms.api;

import io.ispkit.core.config.Options;
import io.ispkit.core.tenant.TenantId;
import java.time.InstantSource;

/** What a provider is given when a channel is opened. Grows by new methods with defaults. */
public interface ProviderContext {

  TenantId tenant();

  /** The kind of channel that this account serves. */
  ChannelType channel();

  /** Checked against {@link ChannelProvider#options()}. */
  Options options();

  InstantSource clock();
}
