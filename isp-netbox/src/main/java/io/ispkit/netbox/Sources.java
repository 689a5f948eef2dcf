package io.ispkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.netbox.SourceChoice.Order;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What addresses are taken from, in the order in which it is tried. Thread-safe. */
final class Sources {

  /** How long a count is good enough to choose by. */
  private static final Duration FRESH = Duration.ofSeconds(30);

  private record Count(double used, Instant at) {}

  private final NetBoxApi api;
  private final Prefixes prefixes;
  private final NetBoxSettings settings;
  private final InstantSource clock;
  private final Map<String, Count> counts = new ConcurrentHashMap<>();

  Sources(NetBoxApi api, Prefixes prefixes, NetBoxSettings settings, InstantSource clock) {
    this.api = api;
    this.prefixes = prefixes;
    this.settings = settings;
    this.clock = clock;
  }

  /** All of them, in the order of the configuration; never empty. */
  List<Source> all() throws CallFailed {
    return settings.sources().kind() == SourceChoice.Kind.RANGES
        ? List.copyOf(ranges())
        : List.copyOf(prefixes.selected());
  }

  /** All of them, in the order in which they are to be tried now; never empty. */
  List<Source> toTry() throws CallFailed {
    List<Source> all = all();
    Order order = settings.sources().order();
    if (order == Order.IN_ORDER || all.size() == 1) {
      return all;
    }
    Map<Source, Double> used = new HashMap<>();
    for (Source source : all) {
      used.put(source, used(source));
    }
    Comparator<Source> fuller = Comparator.comparing(source -> used.getOrDefault(source, 0.0));
    List<Source> sorted = new ArrayList<>(all);
    sorted.sort(order == Order.FULLEST_FIRST ? fuller.reversed() : fuller);
    return sorted;
  }

  /**
   * The share in use, from 0 to 1. Of a prefix by its address objects, whatever their VRF: the
   * filter {@code parent}. A range is small enough to count what is free, up to NetBox's page limit
   * of 1000.
   */
  private double used(Source source) throws CallFailed {
    Instant now = clock.instant();
    Count known = counts.get(source.availableIps());
    if (known != null && known.at().plus(FRESH).isAfter(now)) {
      return known.used();
    }
    BigDecimal size = new BigDecimal(source.size());
    double used;
    if (source instanceof NetBoxPrefix prefix) {
      Listing inside = Listing.of(NetBoxApi.ADDRESSES).with("parent", prefix.prefix().toString());
      used =
          BigDecimal.valueOf(api.count(inside)).divide(size, MathContext.DECIMAL64).doubleValue();
    } else {
      int free = api.available(source.availableIps(), 1000).size();
      used = 1 - BigDecimal.valueOf(free).divide(size, MathContext.DECIMAL64).doubleValue();
    }
    counts.put(source.availableIps(), new Count(used, now));
    return used;
  }

  /** The ranges, as the prefixes are selected. */
  private List<NetBoxRange> ranges() throws CallFailed {
    SourceChoice choice = settings.sources();
    Listing listing =
        Listing.of(NetBoxApi.RANGES).with("tenant", settings.tenant()).with("status", "active");
    choice.filters().forEach((name, values) -> values.forEach(v -> listing.with(name, v)));
    List<NetBoxRange> found = new ArrayList<>();
    for (JsonNode json : api.list(listing)) {
      NetBoxRange range = read(json);
      if (!range.tenant().equals(settings.tenant())) {
        throw CallFailed.refused(
            "misconfigured",
            "NetBox listed IP range " + range.range() + ", which is not of this tenant");
      }
      found.add(range);
    }
    if (choice.ranges().isEmpty() && !found.isEmpty()) {
      found.sort(Comparator.comparing(r -> r.range().first().getHostAddress()));
      return found;
    }
    List<NetBoxRange> named = new ArrayList<>();
    for (AddressRange wanted : choice.ranges()) {
      int before = named.size();
      found.stream().filter(r -> r.range().equals(wanted)).forEach(named::add);
      if (named.size() == before) {
        throw missing("IP range " + wanted);
      }
    }
    if (named.isEmpty()) {
      throw missing("any IP range");
    }
    return named;
  }

  private CallFailed missing(String what) {
    Map<String, List<String>> filters = settings.sources().filters();
    return CallFailed.refused(
        "misconfigured",
        "NetBox: expected "
            + what
            + " with status active and tenant "
            + settings.tenant()
            + (filters.isEmpty() ? "" : " and " + filters)
            + ", found none");
  }

  private static NetBoxRange read(JsonNode json) throws CallFailed {
    try {
      return NetBoxRange.of(json);
    } catch (IllegalArgumentException odd) {
      throw CallFailed.refused("misconfigured", "NetBox listed a range unreadable to us: " + odd);
    }
  }
}
