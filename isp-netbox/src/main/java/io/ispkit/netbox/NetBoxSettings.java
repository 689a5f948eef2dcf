package io.ispkit.netbox;

import io.ispkit.core.address.Prefix;
import io.ispkit.core.config.Options;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.fault.Faults;
import io.ispkit.core.http.HttpLimits;
import io.ispkit.core.http.HttpOptions;
import io.ispkit.core.plugin.AdapterContext;
import io.ispkit.core.secret.Secret;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The checked options.
 *
 * @param url without trailing slash
 * @param tenant slug
 * @param sources what addresses are taken from
 * @param delegatedFrom what prefixes are taken from; empty: none are
 * @param delegatedLength of prefixes whose length nobody asked for
 * @param vlanGroup slug, or empty: no VLANs are given
 * @param tags slugs of the tags on all that is made
 * @param quarantine keep released objects as deprecated
 * @param pool fall back to the embedded pool
 */
record NetBoxSettings(
    URI url,
    Secret token,
    String tenant,
    SourceChoice sources,
    List<Prefix> delegatedFrom,
    int delegatedLength,
    String vlanGroup,
    List<String> tags,
    String operationField,
    boolean quarantine,
    GatewayRule gateway,
    boolean pool,
    DriftRules drift,
    OnStart onStart,
    HttpLimits http) {

  /** What is done beside the start of the host. */
  enum OnStart {
    NOTHING,
    CHECK,
    ENSURE
  }

  private static final Pattern SLUG = Pattern.compile("[-a-zA-Z0-9_]{1,100}");
  private static final Pattern FIELD = Pattern.compile("[a-z0-9_]{1,50}");

  NetBoxSettings {
    delegatedFrom = List.copyOf(delegatedFrom);
    tags = List.copyOf(tags);
  }

  /** Notes everything that is wrong with the options. */
  static void judge(Options options, Faults faults) {
    options
        .optionalText("tenant")
        .ifPresent(slug -> expect(SLUG, "tenant", slug, "a slug of [a-zA-Z0-9_-]", faults));
    expect(
        FIELD, "operation_field", options.text("operation_field"), "1 to 50 of [a-z0-9_]", faults);
    options
        .optionalText("vlan_group")
        .ifPresent(slug -> expect(SLUG, "vlan_group", slug, "a slug of [a-zA-Z0-9_-]", faults));
    for (String slug : options.list("write_tags")) {
      expect(SLUG, "write_tags", slug, "slugs of [a-zA-Z0-9_-]", faults);
    }
    SourceOptions.judge(options, faults);
    DriftRules.judge(options.map("drift_winners"), faults);
    String gateway = options.text("gateway");
    if (GatewayRule.parse(gateway).isEmpty()) {
      faults.add("gateway", gateway, "first, last, custom_field:<name> or none");
    }
    URI url = options.uri("url");
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!web || url.getHost() == null || url.getRawUserInfo() != null) {
      faults.add("url", "", "http(s)://host[:port][/path] without user");
    } else if (url.getRawQuery() != null || url.getRawFragment() != null) {
      faults.add("url", "", "a URL without query and fragment");
    }
  }

  /**
   * Reads the options of the context.
   *
   * @throws PermanentException they are no good: they did not go through {@link #judge}
   */
  static NetBoxSettings of(AdapterContext context) {
    Options options = context.options();
    Faults faults = new Faults();
    judge(options, faults);
    if (!faults.isEmpty()) {
      throw new PermanentException(options.origin() + ":\n" + Faults.describe(faults.list()));
    }
    return new NetBoxSettings(
        URI.create(options.uri("url").toString().replaceFirst("(/api)?/*$", "")),
        options.secret("token"),
        options.optionalText("tenant").orElse(context.tenant().value()),
        SourceOptions.read(options),
        options.list("delegated_from").stream().map(Prefix::parse).toList(),
        Math.toIntExact(options.integer("delegated_length")),
        options.optionalText("vlan_group").orElse(""),
        options.list("write_tags"),
        options.text("operation_field"),
        options.text("release").equals("quarantine"),
        GatewayRule.parse(options.text("gateway")).orElseThrow(),
        options.text("fallback").equals("pool"),
        DriftRules.of(options.map("drift_winners"), options.duration("drift_grace")),
        OnStart.valueOf(options.text("on_start").toUpperCase(Locale.ROOT)),
        HttpOptions.read(options));
  }

  private static void expect(Pattern form, String name, String value, String words, Faults faults) {
    if (!form.matcher(value).matches()) {
      faults.add(name, value, words);
    }
  }
}
