package io.ispkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.core.address.AddressRequest;
import io.ispkit.core.address.Prefix;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Says which address would be taken now. Reads only. */
final class Preview {

  /** What NetBox lists at most in one answer, unless it is configured otherwise. */
  private static final int MOST_LISTED = 1000;

  private final NetBoxApi api;
  private final Prefixes prefixes;
  private final Sources sources;
  private final Taking taking;

  Preview(NetBoxApi api, Prefixes prefixes, Sources sources, Taking taking) {
    this.api = api;
    this.prefixes = prefixes;
    this.sources = sources;
    this.taking = taking;
  }

  /** The address in CIDR form; none that is spoken for. */
  String of(AddressRequest request) throws CallFailed {
    InetAddress wanted = request.staticAddress();
    if (wanted != null) {
      if (request.spokenFor().contains(wanted)) {
        throw CallFailed.refused(
            "address_taken", wanted.getHostAddress() + " is spoken for already");
      }
      return wanted.getHostAddress() + "/" + taking.checked(wanted).subnet().length();
    }
    return free(request.spokenFor());
  }

  /** A free address in CIDR form, but none of {@code spokenFor}. */
  String free(Set<InetAddress> spokenFor) throws CallFailed {
    for (Source source : sources.toTry()) {
      Optional<InetAddress> gateway = prefixes.gateway(source.subnet());
      Set<InetAddress> spared = new HashSet<>(spokenFor);
      spared.removeIf(address -> !source.subnet().contains(address));
      gateway.ifPresent(spared::add);
      int limit = Math.min(spared.size() + 1, MOST_LISTED);
      for (JsonNode free : api.available(source.availableIps(), limit)) {
        String cidr = free.path("address").asText("");
        if (!spared.contains(Prefix.address(cidr.replaceFirst("/.*", "")))) {
          return cidr;
        }
      }
    }
    throw CallFailed.refused(Posting.EXHAUSTED, Taking.full().message());
  }
}
