package io.ispkit.netbox;

import io.ispkit.core.address.Prefix;
import io.ispkit.core.config.Options;
import io.ispkit.core.fault.Faults;
import io.ispkit.netbox.SourceChoice.Kind;
import io.ispkit.netbox.SourceChoice.Order;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads the options that say what is taken from. */
final class SourceOptions {

  private SourceOptions() {}

  static void judge(Options options, Faults faults) {
    for (String name : List.of("prefixes", "delegated_from")) {
      for (String text : options.list(name)) {
        try {
          Prefix.parse(text);
        } catch (IllegalArgumentException wrong) {
          faults.add(name, text, "a prefix such as 100.64.0.0/24 or 2001:db8::/64");
        }
      }
    }
    for (String text : options.list("ranges")) {
      try {
        AddressRange.parse(text);
      } catch (IllegalArgumentException wrong) {
        faults.add("ranges", text, "a range such as 100.64.0.10-100.64.0.99");
      }
    }
    boolean ranges = options.text("take_from").equals("ranges");
    String other = ranges ? "prefixes" : "ranges";
    if (!options.list(other).isEmpty()) {
      faults.add(other, String.join(", ", options.list(other)), "only with take_from: " + other);
    }
    if (ranges && options.optionalText("site").isPresent()) {
      faults.add("site", options.optionalText("site").get(), "none: an IP range has no site");
    }
  }

  static SourceChoice read(Options options) {
    Map<String, List<String>> filters = new TreeMap<>();
    for (String name : List.of("role", "vrf", "site")) {
      options.optionalText(name).ifPresent(value -> filters.put(name, List.of(value)));
    }
    if (!options.list("tag").isEmpty()) {
      filters.put("tag", List.copyOf(options.list("tag")));
    }
    return new SourceChoice(
        Kind.valueOf(options.text("take_from").toUpperCase(Locale.ROOT)),
        options.list("prefixes").stream().map(Prefix::parse).toList(),
        options.list("ranges").stream().map(AddressRange::parse).toList(),
        filters,
        Order.valueOf(options.text("order").toUpperCase(Locale.ROOT)));
  }
}
