package io.ispkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.core.address.Prefix;
import io.ispkit.core.http.HttpCall;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The prefixes that a tenant's addresses come from, and their gateways. */
final class Prefixes {

  private final NetBoxApi api;
  private final NetBoxSettings settings;

  Prefixes(NetBoxApi api, NetBoxSettings settings) {
    this.api = api;
    this.settings = settings;
  }

  /**
   * The selected prefixes in the order in which they are to be used; never empty.
   *
   * <p>NetBox ignores filters that it does not know, so what comes is checked here as well.
   */
  List<NetBoxPrefix> selected() throws CallFailed {
    List<NetBoxPrefix> found = new ArrayList<>();
    if (settings.prefixes().isEmpty()) {
      found.addAll(query(null));
      found.sort(Comparator.comparing(p -> p.prefix().network().getHostAddress()));
    }
    for (Prefix wanted : settings.prefixes()) {
      List<NetBoxPrefix> objects = query(wanted);
      if (objects.isEmpty()) {
        throw missing(wanted.toString());
      }
      found.addAll(objects);
    }
    if (found.isEmpty()) {
      throw missing("any prefix");
    }
    return found;
  }

  private CallFailed missing(String what) {
    return CallFailed.refused(
        "misconfigured",
        "NetBox: expected "
            + what
            + " with status active and tenant "
            + settings.tenant()
            + (settings.filters().isEmpty() ? "" : " and " + settings.filters())
            + ", found none");
  }

  private List<NetBoxPrefix> query(@Nullable Prefix wanted) throws CallFailed {
    HttpCall.Builder call =
        HttpCall.get(NetBoxApi.PREFIXES)
            .query("tenant", settings.tenant())
            .query("status", "active");
    settings.filters().forEach((name, values) -> values.forEach(v -> call.query(name, v)));
    if (wanted != null) {
      call.query("prefix", wanted.toString());
    }
    List<NetBoxPrefix> found = new ArrayList<>();
    for (JsonNode json : api.list(call, NetBoxApi.PREFIXES)) {
      NetBoxPrefix prefix = read(json);
      if (!prefix.tenant().equals(settings.tenant())) {
        throw CallFailed.refused(
            "misconfigured",
            "NetBox listed prefix " + prefix.prefix() + ", which is not of this tenant");
      }
      if (wanted == null || prefix.prefix().equals(wanted)) {
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
    List<NetBoxPrefix> objects = query(subnet);
    for (NetBoxPrefix object : objects) {
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
