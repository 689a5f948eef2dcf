package io.ispkit.netbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.core.address.AddressRequest;
import io.ispkit.core.http.HttpAnswer;
import io.ispkit.core.http.HttpResult;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Refusal;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.Optional;

/** Takes one address: the writes of an allocation. Does not look up; its caller does. */
final class Taking {

  /** How one try ended. Only one component is set. */
  sealed interface Taken {
    record Address(NetBoxAddress address) implements Taken {}

    record No(Refusal refusal) implements Taken {}

    /** It is unknown whether an address was taken. */
    record Unclear(HttpResult result) implements Taken {}
  }

  private final NetBoxApi api;
  private final Verdict verdict;
  private final Prefixes prefixes;
  private final Holdings holdings;
  private final AddressBody bodies;
  private final String field;

  Taking(
      NetBoxApi api,
      Verdict verdict,
      Prefixes prefixes,
      Holdings holdings,
      AddressBody bodies,
      String field) {
    this.api = api;
    this.verdict = verdict;
    this.prefixes = prefixes;
    this.holdings = holdings;
    this.bodies = bodies;
    this.field = field;
  }

  Taken take(AddressRequest request, Operation operation) throws CallFailed {
    InetAddress wanted = request.staticAddress();
    if (wanted == null) {
      return next(request, operation);
    }
    NetBoxPrefix prefix = checked(wanted);
    Taken taken = write(NetBoxApi.ADDRESSES, bodies.fixed(request, operation, prefix, wanted));
    return taken instanceof Taken.No no && no.refusal().message().contains("Duplicate IP address")
        ? new Taken.No(Refusal.permanent("address_taken", no.refusal().message()))
        : taken;
  }

  private Taken next(AddressRequest request, Operation operation) throws CallFailed {
    ObjectNode body = bodies.next(request, operation);
    for (NetBoxPrefix prefix : prefixes.selected()) {
      Taken taken = write(NetBoxApi.PREFIXES + prefix.id() + "/available-ips/", body);
      boolean full = taken instanceof Taken.No no && no.refusal().code().equals("pool_exhausted");
      if (!full) {
        return taken;
      }
    }
    return new Taken.No(Refusal.permanent("pool_exhausted", "all prefixes in NetBox are full"));
  }

  /** The narrowest selected prefix in which a static address may be taken. */
  NetBoxPrefix checked(InetAddress wanted) throws CallFailed {
    Optional<NetBoxPrefix> prefix =
        prefixes.selected().stream()
            .filter(p -> p.isUsable(wanted))
            .max(Comparator.comparing(p -> p.prefix().length()));
    String host = wanted.getHostAddress();
    if (prefix.isEmpty()) {
      throw CallFailed.refused(
          "address_not_ours", host + ": no prefix of the tenant in NetBox has it for a customer");
    }
    boolean gateway = prefixes.gateway(prefix.get().prefix()).filter(wanted::equals).isPresent();
    if (gateway || holdings.exists(wanted, prefix.get().vrf())) {
      throw CallFailed.refused("address_taken", host + (gateway ? " is the gateway" : " is taken"));
    }
    return prefix.get();
  }

  private Taken write(String path, ObjectNode body) throws CallFailed {
    HttpResult result = api.post(path, body);
    if (Verdict.isUnclear(result)) {
      return new Taken.Unclear(result);
    }
    if (!(result instanceof HttpAnswer answer)) {
      throw verdict.failure(result);
    }
    if (answer.isSuccess()) {
      try {
        return new Taken.Address(NetBoxAddress.of(answer.json(), field, ""));
      } catch (IllegalArgumentException unreadable) {
        return new Taken.Unclear(result);
      }
    }
    if (answer.status() == 409) {
      return new Taken.No(Refusal.permanent("pool_exhausted", Verdict.words(answer)));
    }
    return new Taken.No(verdict.failure(result).refusal());
  }
}
