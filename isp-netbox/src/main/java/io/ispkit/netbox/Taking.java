package io.ispkit.netbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.core.address.AddressRequest;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Refusal;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.Optional;

/** Takes one address: the writes of an allocation. Does not look up; its caller does. */
final class Taking {

  private final Posting<NetBoxAddress> posting;
  private final Prefixes prefixes;
  private final Sources sources;
  private final AddressLookup lookup;
  private final AddressBody bodies;

  Taking(
      Posting<NetBoxAddress> posting,
      Prefixes prefixes,
      Sources sources,
      AddressLookup lookup,
      AddressBody bodies) {
    this.posting = posting;
    this.prefixes = prefixes;
    this.sources = sources;
    this.lookup = lookup;
    this.bodies = bodies;
  }

  Taken<NetBoxAddress> take(AddressRequest request, Operation operation) throws CallFailed {
    InetAddress wanted = request.staticAddress();
    return wanted == null ? next(request, operation) : fixed(request, operation, wanted);
  }

  private Taken<NetBoxAddress> fixed(
      AddressRequest request, Operation operation, InetAddress wanted) throws CallFailed {
    Source source = checked(wanted);
    ObjectNode body =
        bodies.fixed(request, operation, wanted, source.subnet().length(), source.vrf());
    Taken<NetBoxAddress> taken = posting.post(NetBoxApi.ADDRESSES, body);
    return taken instanceof Taken.No<NetBoxAddress> no && Verdict.isDuplicate(no.refusal())
        ? new Taken.No<>(Refusal.permanent("address_taken", no.refusal().message()))
        : taken;
  }

  private Taken<NetBoxAddress> next(AddressRequest request, Operation operation) throws CallFailed {
    ObjectNode body = bodies.next(request, operation);
    for (Source source : sources.toTry()) {
      Taken<NetBoxAddress> taken = posting.post(source.availableIps(), body);
      boolean full =
          taken instanceof Taken.No<NetBoxAddress> no
              && no.refusal().code().equals(Posting.EXHAUSTED);
      if (!full) {
        return taken;
      }
    }
    return new Taken.No<>(full());
  }

  static Refusal full() {
    return Refusal.permanent(Posting.EXHAUSTED, "all that addresses are taken from is full");
  }

  /** The narrowest source from which a static address may be taken. */
  Source checked(InetAddress wanted) throws CallFailed {
    Optional<Source> source =
        sources.all().stream()
            .filter(s -> s.isUsable(wanted))
            .min(Comparator.comparing(Source::size));
    String host = wanted.getHostAddress();
    if (source.isEmpty()) {
      throw CallFailed.refused(
          "address_not_ours", host + ": no prefix of the tenant in NetBox has it for a customer");
    }
    boolean gateway = prefixes.gateway(source.get().subnet()).filter(wanted::equals).isPresent();
    if (gateway || lookup.exists(wanted, source.get().vrf())) {
      throw CallFailed.refused("address_taken", host + (gateway ? " is the gateway" : " is taken"));
    }
    return source.get();
  }
}
