package io.ispkit.testkit.comms;

import io.ispkit.comms.api.ChannelType;
import io.ispkit.comms.api.ProviderContext;
import io.ispkit.core.config.Config;
import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.core.tenant.TenantId;
import java.time.InstantSource;
import java.util.Map;

/** A provider's context for tests. */
public record TestContext(
    TenantId tenant, ChannelType channel, Options options, InstantSource clock)
    implements ProviderContext {

  /**
   * Reads and checks the options as the backend does.
   *
   * @throws io.ispkit.core.config.ConfigurationException naming every fault
   */
  public static TestContext of(
      ChannelType channel, OptionSpec spec, Map<String, ?> options, InstantSource clock) {
    Options read = Config.of(options).read(root -> root.options(spec));
    return new TestContext(new TenantId("acme"), channel, read, clock);
  }
}
