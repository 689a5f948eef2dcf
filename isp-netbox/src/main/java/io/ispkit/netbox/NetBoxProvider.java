package io.ispkit.netbox;

import io.ispkit.core.address.AddressAllocator;
import io.ispkit.core.config.Option;
import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.core.http.HttpOptions;
import io.ispkit.core.job.PeriodicJob;
import io.ispkit.core.plugin.AdapterContext;
import io.ispkit.core.plugin.AdapterProvider;
import io.ispkit.core.plugin.PluginInfo;
import java.time.Duration;
import java.util.List;

/**
 * Addresses from NetBox (4.2 and later): the adapter {@code netbox}. Needs one text custom field on
 * IP addresses that holds our operation ids. What it opens is a {@link NetBox}.
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
    return HttpOptions.addTo(own()).judgedBy(NetBoxSettings::judge).build();
  }

  private static OptionSpec.Builder own() {
    return OptionSpec.builder()
        .required("url", Option.Type.URI, "Where NetBox is, with its base path, without /api.")
        .required("token", Option.Type.SECRET, "API token; v2 tokens begin with nbt_.")
        .optional("tenant", Option.Type.TEXT, "Slug of the tenant in NetBox; our id otherwise.")
        .optional("prefixes", Option.Type.LIST, "Prefixes to take from, in order; all otherwise.")
        .choice(
            "take_from",
            "prefixes",
            List.of("prefixes", "ranges"),
            "What addresses are taken from: prefixes, or IP ranges.")
        .optional(
            "ranges",
            Option.Type.LIST,
            "IP ranges to take from, in order, as first-last; all otherwise.")
        .choice(
            "order",
            "in_order",
            List.of("in_order", "fullest_first", "emptiest_first"),
            "Which prefix or range is tried first; the next ones follow when it is full.")
        .optional("role", Option.Type.TEXT, "Takes only from those with this role (slug).")
        .optional("tag", Option.Type.LIST, "Takes only from those with all these tags (slugs).")
        .optional("vrf", Option.Type.TEXT, "Takes only from this VRF (route distinguisher).")
        .optional("site", Option.Type.TEXT, "Takes only prefixes of this site (slug).")
        .optional(
            "delegated_from",
            Option.Type.LIST,
            "Prefixes that customers' own prefixes are taken from, in order; none otherwise.")
        .integer("delegated_length", 1, 128, "56", "Length of a customer's own prefix, 1 to 128.")
        .optional("vlan_group", Option.Type.TEXT, "VLAN group (slug) that VLANs are taken from.")
        .optional(
            "write_tags", Option.Type.LIST, "Tags (slugs) on all that is made; none otherwise.")
        .optional(
            "operation_field",
            Option.Type.TEXT,
            "isp_operation",
            "Text custom field on all that is made, which holds our operation id.")
        .choice(
            "release",
            "delete",
            List.of("delete", "quarantine"),
            "What becomes of what is released: deleted, or kept with status deprecated.")
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
            "drift_winners",
            Option.Type.MAP,
            "Who is right, ours, theirs or person, of: missing, stray, tenant, dns_name, status.")
        .duration(
            "drift_grace",
            Duration.ZERO,
            Duration.ofDays(366),
            "24h",
            "How long an address without a service is not called a stray; 0s to 366d.")
        .choice(
            "on_start",
            "nothing",
            List.of("nothing", "check", "ensure"),
            "Beside the start: look what NetBox lacks, and make field and tags, or nothing.");
  }

  @Override
  public boolean fallsBack(Options options) {
    return options.text("fallback").equals("pool");
  }

  /**
   * {@code netbox_reconciliation}: brings addresses of the fallback pool into NetBox; {@code
   * netbox_quarantine}: deletes what was released long enough ago.
   */
  @Override
  public List<PeriodicJob<AddressAllocator>> jobs() {
    return List.of(ReconciliationJob.job(), QuarantineJob.job());
  }

  @Override
  public NetBox open(AdapterContext context) {
    return NetBox.open(context);
  }
}
