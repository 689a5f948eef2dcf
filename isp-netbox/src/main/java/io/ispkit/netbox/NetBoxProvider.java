package io.ispkit.netbox;

import io.ispkit.core.address.AddressAllocator;
import io.ispkit.core.config.Option;
import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.core.plugin.AdapterContext;
import io.ispkit.core.plugin.AdapterProvider;
import io.ispkit.core.plugin.PluginInfo;
import java.util.List;

/**
 * Addresses from NetBox (4.2 and later): the adapter {@code netbox}. Needs one text custom field on
 * IP addresses that holds our operation ids.
 */
public final class NetBoxProvider implements AdapterProvider<AddressAllocator> {

  @Override
  public PluginInfo info() {
    return new PluginInfo(
        "netbox", "NetBox", "0.1.0", "ISP Kit", "Allocates addresses from prefixes in NetBox.");
  }

  @Override
  public Class<AddressAllocator> port() {
    return AddressAllocator.class;
  }

  @Override
  public OptionSpec options() {
    return OptionSpec.builder()
        .required("url", Option.Type.URI, "Where NetBox is, with its base path, without /api.")
        .required("token", Option.Type.SECRET, "API token; v2 tokens begin with nbt_.")
        .optional("tenant", Option.Type.TEXT, "Slug of the tenant in NetBox; our id otherwise.")
        .optional("prefixes", Option.Type.LIST, "Prefixes to take from, in order; all otherwise.")
        .optional("role", Option.Type.TEXT, "Takes only prefixes with this role (slug).")
        .optional("tag", Option.Type.LIST, "Takes only prefixes with all these tags (slugs).")
        .optional("vrf", Option.Type.TEXT, "Takes only prefixes of this route distinguisher.")
        .optional("site", Option.Type.TEXT, "Takes only prefixes of this site (slug).")
        .optional(
            "operation_field",
            Option.Type.TEXT,
            "isp_operation",
            "Text custom field on IP addresses that holds our operation id.")
        .choice(
            "release",
            "delete",
            List.of("delete", "quarantine"),
            "What becomes of a released address: deleted, or kept with status deprecated.")
        .optional(
            "gateway",
            Option.Type.TEXT,
            "none",
            "The gateway of a prefix: first, last, custom_field:<name> or none.")
        .choice(
            "fallback",
            "none",
            List.of("none", "pool"),
            "Where addresses come from in an outage: nowhere, or the embedded pool.")
        .optional(
            "connect_timeout", Option.Type.DURATION, "5s", "To connect, more than 0, up to 1h.")
        .optional(
            "answer_timeout", Option.Type.DURATION, "30s", "For an answer, more than 0, up to 1h.")
        .optional(
            "breaker_pause",
            Option.Type.DURATION,
            "30s",
            "How long NetBox is left alone after repeated failures, more than 0.")
        .judgedBy(NetBoxSettings::judge)
        .build();
  }

  @Override
  public boolean fallsBack(Options options) {
    return options.text("fallback").equals("pool");
  }

  @Override
  public AddressAllocator open(AdapterContext context) {
    return NetBoxAllocator.open(NetBoxSettings.of(context), context);
  }
}
