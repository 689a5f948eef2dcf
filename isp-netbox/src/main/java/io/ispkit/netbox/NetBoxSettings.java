package io.ispkit.netbox;

import io.ispkit.core.address.Prefix;
import io.ispkit.core.config.Options;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.plugin.AdapterContext;
import io.ispkit.core.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** Reads the options of the context; names all faults at once. */
  static NetBoxSettings of(AdapterContext context) {
    Options options = context.options();
    List<String> faults = new ArrayList<>();
    String tenant = options.optionalText("tenant").orElse(context.tenant().value());
    expect(SLUG, "tenant", tenant, "a slug of letters, digits, - and _", faults);
    String field = options.text("operation_field");
    expect(FIELD, "operation_field", field, "1 to 50 of [a-z0-9_]", faults);
    List<Prefix> prefixes = new ArrayList<>();
    for (String text : options.list("prefixes")) {
      try {
        prefixes.add(Prefix.parse(text));
      } catch (IllegalArgumentException wrong) {
        faults.add("prefixes: " + wrong.getMessage());
      }
    }
    Map<String, List<String>> filters = new TreeMap<>();
    for (String name : List.of("role", "vrf", "site")) {
      options.optionalText(name).ifPresent(value -> filters.put(name, List.of(value)));
    }
    if (!options.list("tag").isEmpty()) {
      filters.put("tag", List.copyOf(options.list("tag")));
    }
    Optional<GatewayRule> gateway = GatewayRule.parse(options.text("gateway"));
    if (gateway.isEmpty()) {
      faults.add("gateway: expected first, last, custom_field:<name> or none");
    }
    for (String name : List.of("connect_timeout", "answer_timeout", "breaker_pause")) {
      Duration time = options.duration(name);
      if (time.isNegative() || time.isZero() || time.compareTo(LONGEST) > 0) {
        faults.add(name + ": expected more than 0 and at most 1h, got " + time);
      }
    }
    URI url = base(options.uri("url"), faults);
    if (!faults.isEmpty()) {
      throw new PermanentException(options.origin() + ": " + String.join("; ", faults));
    }
    return new NetBoxSettings(
        url,
        options.secret("token"),
        tenant,
        prefixes,
        filters,
        field,
        options.text("release").equals("quarantine"),
        gateway.orElseThrow(),
        options.text("fallback").equals("pool"),
        options.duration("connect_timeout"),
        options.duration("answer_timeout"),
        options.duration("breaker_pause"));
  }

  private static void expect(
      Pattern form, String name, String value, String words, List<String> faults) {
    if (!form.matcher(value).matches()) {
      faults.add(name + ": expected " + words + ", got '" + value + "'");
    }
  }

  private static URI base(URI url, List<String> faults) {
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!web || url.getHost() == null || url.getRawUserInfo() != null) {
      faults.add("url: expected http(s)://host[:port][/path] without user");
      return url;
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      faults.add("url: expected no query and no fragment");
      return url;
    }
    return URI.create(url.toString().replaceFirst("(/api)?/*$", ""));
  }
}
