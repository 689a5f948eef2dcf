package io.ispkit.comms.account;

import io.ispkit.comms.api.ChannelType;
import io.ispkit.comms.api.ProviderContext;
import io.ispkit.core.config.Options;
import io.ispkit.core.tenant.TenantId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The open accounts of one tenant. Immutable and thread-safe. */
public final class TenantChannels implements AutoCloseable {

  private final Map<ChannelType, List<ChannelAccount>> accounts;

  private TenantChannels(Map<ChannelType, List<ChannelAccount>> accounts) {
    this.accounts = accounts;
  }

  /**
   * Opens all accounts; waits for none of the other systems.
   *
   * @throws io.ispkit.core.error.PermanentException options that are no good together; what was
   *     opened is closed again
   */
  public static TenantChannels open(TenantId tenant, List<AccountSpec> specs, InstantSource clock) {
    Map<ChannelType, List<ChannelAccount>> accounts = new LinkedHashMap<>();
    TenantChannels channels = new TenantChannels(accounts);
    try {
      for (AccountSpec spec : specs) {
        Context context = new Context(tenant, spec.channel(), spec.options(), clock);
        accounts
            .computeIfAbsent(spec.channel(), channel -> new ArrayList<>())
            .add(
                new ChannelAccount(
                    spec.name(),
                    spec.channel(),
                    spec.contact(),
                    spec.provider().info().id(),
                    spec.provider().open(context)));
      }
    } catch (RuntimeException e) {
      channels.close();
      throw e;
    }
    return channels;
  }

  /** The channels that are configured, in the order of the configuration. */
  public Set<ChannelType> types() {
    return accounts.keySet();
  }

  /** The accounts of a channel, in the order in which they are tried; empty when there are none. */
  public List<ChannelAccount> accounts(ChannelType channel) {
    return List.copyOf(accounts.getOrDefault(channel, List.of()));
  }

  @Override
  public void close() {
    accounts.values().forEach(list -> list.forEach(account -> account.opened().close()));
  }

  private record Context(TenantId tenant, ChannelType channel, Options options, InstantSource clock)
      implements ProviderContext {}
}
