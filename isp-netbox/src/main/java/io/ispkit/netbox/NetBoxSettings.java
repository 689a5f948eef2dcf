package io.ispkit.netbox;

import io.ispkit.core.address.Prefix;
import io.ispkit.core.config.Options;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.fault.Faults;
import io.ispkit.core.plugin.AdapterContext;
import io.ispkit.core.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The checked options.
 *
 * @param url without trailing slash
 * @param tenant slug
 * @param filters of the prefixes, by name; a name may have several values
 * @param quarantine keep released addresses as deprecated
 * @param pool fall back to the embedded pool
 */
record NetBoxSettings(
    URI url,
    Secret token,
    String tenant,
    List<Prefix> prefixes,
    Map<String, List<String>> filters,
    String operationField,
    boolean quarantine,
    GatewayRule gateway,
    boolean pool,
    Duration connectTimeout,
    Duration answerTimeout,
    Duration breakerPause) {

  private static final Pattern SLUG = Pattern.compile("[-a-zA-Z0-9_]{1,100}");
  private static final Pattern FIELD = Pattern.compile("[a-z0-9_]{1,50}");
  private static final Duration LONGEST = Duration.ofHours(1);

  NetBoxSettings {
    prefixes = List.copyOf(prefixes);
    filters = Map.copyOf(filters);
  }

  /** Notes everything that is wrong with the options. */
  static void judge(Options options, Faults faults) {
    options
        .optionalText("tenant")
        .ifPresent(slug -> expect(SLUG, "tenant", slug, "a slug of [a-zA-Z0-9_-]", faults));
    expect(
        FIELD, "operation_field", options.text("operation_field"), "1 to 50 of [a-z0-9_]", faults);
    for (String text : options.list("prefixes")) {
      try {
        Prefix.parse(text);
      } catch (IllegalArgumentException wrong) {
        faults.add("prefixes", text, "a prefix such as 100.64.0.0/24 or 2001:db8::/64");
      }
    }
    String gateway = options.text("gateway");
    if (GatewayRule.parse(gateway).isEmpty()) {
      faults.add("gateway", gateway, "first, last, custom_field:<name> or none");
    }
    for (String name : List.of("connect_timeout", "answer_timeout", "breaker_pause")) {
      Duration time = options.duration(name);
      if (time.isNegative() || time.isZero() || time.compareTo(LONGEST) > 0) {
        faults.add(name, time.toString(), "more than 0 and at most 1h");
      }
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
    Map<String, List<String>> filters = new TreeMap<>();
    for (String name : List.of("role", "vrf", "site")) {
      options.optionalText(name).ifPresent(value -> filters.put(name, List.of(value)));
    }
    if (!options.list("tag").isEmpty()) {
      filters.put("tag", List.copyOf(options.list("tag")));
    }
    return new NetBoxSettings(
        URI.create(options.uri("url").toString().replaceFirst("(/api)?/*$", "")),
        options.secret("token"),
        options.optionalText("tenant").orElse(context.tenant().value()),
        options.list("prefixes").stream().map(Prefix::parse).toList(),
        filters,
        options.text("operation_field"),
        options.text("release").equals("quarantine"),
        GatewayRule.parse(options.text("gateway")).orElseThrow(),
        options.text("fallback").equals("pool"),
        options.duration("connect_timeout"),
        options.duration("answer_timeout"),
        options.duration("breaker_pause"));
  }

  private static void expect(Pattern form, String name, String value, String words, Faults faults) {
    if (!form.matcher(value).matches()) {
      faults.add(name, value, words);
    }
  }
}
