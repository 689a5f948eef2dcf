package io.ispkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.core.address.Prefix;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The prefixes of a tenant in NetBox, and their gateways. */
final class Prefixes {

  private static final List<String> ACTIVE = List.of("active");
  private static final List<String> PARENTS = List.of("container", "active");

  private final NetBoxApi api;
  private final NetBoxSettings settings;

  Prefixes(NetBoxApi api, NetBoxSettings settings) {
    this.api = api;
    this.settings = settings;
  }

  /** The prefixes that addresses are taken from, in the order of the configuration; never empty. */
  List<NetBoxPrefix> selected() throws CallFailed {
    SourceChoice choice = settings.sources();
    if (!choice.prefixes().isEmpty()) {
      return named(choice.prefixes(), ACTIVE, choice.filters());
    }
    List<NetBoxPrefix> found = new ArrayList<>(query(List.of(), ACTIVE, choice.filters()));
    found.sort(Comparator.comparing(p -> p.prefix().network().getHostAddress()));
    if (found.isEmpty()) {
      throw missing("any prefix", ACTIVE, choice.filters());
    }
    return found;
  }

  /** The prefixes that smaller ones are delegated from, in the order of the configuration. */
  List<NetBoxPrefix> parents() throws CallFailed {
    return named(settings.delegatedFrom(), PARENTS, Map.of());
  }

  private List<NetBoxPrefix> named(
      List<Prefix> wanted, List<String> statuses, Map<String, List<String>> filters)
      throws CallFailed {
    List<NetBoxPrefix> objects = query(wanted, statuses, filters);
    List<NetBoxPrefix> found = new ArrayList<>();
    for (Prefix prefix : wanted) {
      int before = found.size();
      objects.stream().filter(o -> o.prefix().equals(prefix)).forEach(found::add);
      if (found.size() == before) {
        throw missing("prefix " + prefix, statuses, filters);
      }
    }
    return found;
  }

  private CallFailed missing(
      String what, List<String> statuses, Map<String, List<String>> filters) {
    return CallFailed.refused(
        "misconfigured",
        "NetBox: expected "
            + what
            + " with status "
            + String.join(" or ", statuses)
            + " and tenant "
            + settings.tenant()
            + (filters.isEmpty() ? "" : " and " + filters)
            + ", found none");
  }

  /** NetBox ignores filters that it does not know, so what comes is checked here as well. */
  private List<NetBoxPrefix> query(
      List<Prefix> wanted, List<String> statuses, Map<String, List<String>> filters)
      throws CallFailed {
    Listing listing = Listing.of(NetBoxApi.PREFIXES).with("tenant", settings.tenant());
    statuses.forEach(status -> listing.with("status", status));
    filters.forEach((name, values) -> values.forEach(value -> listing.with(name, value)));
    wanted.forEach(prefix -> listing.with("prefix", prefix.toString()));
    List<NetBoxPrefix> found = new ArrayList<>();
    for (JsonNode json : api.list(listing)) {
      NetBoxPrefix prefix = read(json);
      if (!prefix.tenant().equals(settings.tenant())) {
        throw CallFailed.refused(
            "misconfigured",
            "NetBox listed prefix " + prefix.prefix() + ", which is not of this tenant");
      }
      if (wanted.isEmpty() || wanted.contains(prefix.prefix())) {
        found.add(prefix);
      }
    }
    return found;
  }

  private static NetBoxPrefix read(JsonNode json) throws CallFailed {
    try {
      return NetBoxPrefix.of(json);
    } catch (IllegalArgumentException odd) {
      throw CallFailed.refused("misconfigured", "NetBox listed a prefix unreadable to us: " + odd);
    }
  }

  /** The gateway for addresses of {@code subnet}, by the configured rule. */
  Optional<InetAddress> gateway(Prefix subnet) throws CallFailed {
    String field = settings.gateway().field();
    if (field == null) {
      return settings.gateway().byConvention(subnet);
    }
    boolean ranges = settings.sources().kind() == SourceChoice.Kind.RANGES;
    // The filters choose ranges then, not the prefix around them.
    Map<String, List<String>> filters = ranges ? Map.of() : settings.sources().filters();
    for (NetBoxPrefix object : query(List.of(subnet), ACTIVE, filters)) {
      String text = object.customFields().path(field).asText("");
      try {
        return Optional.of(Prefix.address(text.replaceFirst("/\\d{1,3}$", "")));
      } catch (IllegalArgumentException wrong) {
        throw CallFailed.refused(
            "misconfigured", "prefix " + subnet + ": expected an address in custom field " + field);
      }
    }
    throw CallFailed.refused("misconfigured", "prefix " + subnet + " is not in NetBox any more");
  }
}
