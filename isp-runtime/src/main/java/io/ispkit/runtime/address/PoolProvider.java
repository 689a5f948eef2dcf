package io.ispkit.runtime.address;

import io.ispkit.core.address.AddressAllocator;
import io.ispkit.core.config.Option;
import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.plugin.AdapterContext;
import io.ispkit.core.plugin.AdapterProvider;
import io.ispkit.core.plugin.PluginInfo;
import io.ispkit.runtime.internal.Version;
import io.ispkit.runtime.tenant.TenantScope;

/** Adapter {@code pool}: the embedded address pool. */
public final class PoolProvider implements AdapterProvider<AddressAllocator> {

  static final String PREFIXES = "prefixes";
  static final String GATEWAY = "gateway";
  static final String RESERVED = "reserved";
  static final String QUARANTINE = "quarantine";

  @Override
  public PluginInfo info() {
    return new PluginInfo(
        "pool",
        "Embedded address pool",
        Version.current(),
        "ISP Kit",
        "Gives out IPv4 and IPv6 addresses of configured prefixes, kept in our own database.");
  }

  @Override
  public Class<AddressAllocator> port() {
    return AddressAllocator.class;
  }

  @Override
  public OptionSpec options() {
    return OptionSpec.builder()
        .required(
            PREFIXES,
            Option.Type.LIST,
            "Prefixes in CIDR form, used in this order, such as 100.64.0.0/24 or 2001:db8::/64.")
        .optional(
            GATEWAY,
            Option.Type.TEXT,
            "first",
            "The gateway of each prefix: first or last usable address, one address, or none.")
        .optional(
            RESERVED,
            Option.Type.LIST,
            "Addresses and ranges (10.0.0.2-10.0.0.9) given only to who asks for one by name.")
        .optional(
            QUARANTINE,
            Option.Type.DURATION,
            "24h",
            "How long a released address rests before another customer gets it; 0s or more.")
        .judgedBy(PoolRules::judge)
        .build();
  }

  @Override
  public AddressAllocator open(AdapterContext context) {
    TenantScope scope =
        context
            .embedded(TenantScope.class)
            .orElseThrow(
                () -> new PermanentException("adapter pool works inside the backend only"));
    return new AddressPool(scope, PoolRules.of(context.options()));
  }
}
