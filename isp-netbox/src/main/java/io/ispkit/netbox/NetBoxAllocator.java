package io.ispkit.netbox;

import io.ispkit.core.address.AddressAllocator;
import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.address.AddressRequest;
import io.ispkit.core.address.Prefix;
import io.ispkit.core.change.Change;
import io.ispkit.core.http.HttpCall;
import io.ispkit.core.http.HttpResult;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.core.plugin.AdapterContext;
import io.ispkit.netbox.Taking.Taken;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Allocates from prefixes in NetBox. NetBox has no key against duplicates, so our operation id
 * stands in a custom field of each address, and is looked up before every write and after every
 * unclear one.
 */
final class NetBoxAllocator implements AddressAllocator, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NetBoxAllocator.class);

  /** Look-up and write alternate: a dropped answer or two, and a gateway set aside. */
  private static final int ROUNDS = 5;

  /** What NetBox lists at most in one answer, unless it is configured otherwise. */
  private static final int MOST_LISTED = 1000;

  private final NetBoxApi api;
  private final Verdict verdict;
  private final Prefixes prefixes;
  private final Holdings holdings;
  private final AddressBody bodies;
  private final Taking taking;
  private final Release release;
  private final Fallback fallback;
  private final OperationLocks locks = new OperationLocks();

  /**
   * Operations that may hold an address in NetBox of which we never heard: they never fall back.
   */
  private final Set<String> unclear = ConcurrentHashMap.newKeySet();

  private NetBoxAllocator(NetBoxSettings settings, Fallback fallback) {
    this.fallback = fallback;
    verdict = new Verdict();
    api = new NetBoxApi(settings, verdict);
    prefixes = new Prefixes(api, settings);
    holdings = new Holdings(api, verdict, settings.operationField());
    bodies = new AddressBody(settings);
    taking = new Taking(api, verdict, prefixes, holdings, bodies, settings.operationField());
    release = new Release(api, verdict, holdings, bodies, settings);
  }

  static NetBoxAllocator open(NetBoxSettings settings, AdapterContext context) {
    return new NetBoxAllocator(settings, Fallback.of(settings, context));
  }

  @Override
  public Reach reach() {
    return Reach.REMOTE;
  }

  @Override
  public Outcome<AddressAssignment> allocate(AddressRequest request, Operation operation) {
    return locks.hold(operation, () -> allocateAlone(request, operation));
  }

  private Outcome<AddressAssignment> allocateAlone(AddressRequest request, Operation operation) {
    Optional<AddressAssignment> fallen = fallback.find(operation);
    if (fallen.isPresent()) {
      return Outcome.done(fallen.get());
    }
    String mark = Holdings.mark(operation);
    HttpResult open = null;
    for (int round = 0; round < ROUNDS; round++) {
      try {
        Optional<NetBoxAddress> held = holdings.one(operation);
        if (held.isPresent()) {
          if (setAside(held.get())) {
            continue;
          }
          unclear.remove(mark);
          return Outcome.done(assignment(held.get()));
        }
        if (open != null && Verdict.mayStillRun(open)) {
          return Outcome.unknown("NetBox may still be at work: " + open);
        }
        Taken taken = taking.take(request, operation);
        if (taken instanceof Taken.No no) {
          return Outcome.refused(no.refusal());
        }
        if (taken instanceof Taken.Unclear lost) {
          open = lost.result();
          unclear.add(mark);
          LOG.info("{}: looking up an unclear allocation: {}", operation, open);
        } else if (taken instanceof Taken.Address got && !isGateway(got.address())) {
          unclear.remove(mark);
          return Outcome.done(assignment(got.address()));
        }
      } catch (CallFailed failed) {
        return failed(request, operation, failed);
      }
    }
    return unclear.contains(mark)
        ? Outcome.unknown("NetBox answers no allocation: " + open)
        : Outcome.refused(Refusal.retryLater("netbox_away", "NetBox keeps giving the gateway"));
  }

  private Outcome<AddressAssignment> failed(
      AddressRequest request, Operation operation, CallFailed failed) {
    if (failed.refusal().code().equals("operation_ambiguous")) {
      LOG.error("{}: {}", operation, failed.refusal());
      return Outcome.refused(failed.refusal());
    }
    if (unclear.contains(Holdings.mark(operation))) {
      return Outcome.unknown("an allocation in NetBox is unclear; " + failed.refusal());
    }
    return failed.kind() == CallFailed.Kind.OUTAGE
        ? fallback.allocate(request, operation, failed.refusal())
        : Outcome.refused(failed.refusal());
  }

  private boolean isGateway(NetBoxAddress address) throws CallFailed {
    return prefixes.gateway(address.subnet()).filter(address.address()::equals).isPresent();
  }

  /**
   * NetBox gives the lowest free address, and that is the gateway when nobody recorded it there. It
   * becomes a reserved object of its own, and the next one is taken.
   */
  private boolean setAside(NetBoxAddress address) throws CallFailed {
    if (!isGateway(address)) {
      return false;
    }
    HttpResult result =
        api.send(HttpCall.patch(NetBoxApi.address(address.id())).json(bodies.gateway()).build());
    if (!Verdict.isUnclear(result) && verdict.success(result).isEmpty()) {
      throw verdict.failure(result);
    }
    return true;
  }

  private AddressAssignment assignment(NetBoxAddress held) throws CallFailed {
    return new AddressAssignment(
        held.address(),
        held.subnet().toString(),
        prefixes.gateway(held.subnet()).orElse(null),
        AddressAssignment.Method.NETBOX,
        Long.toString(held.id()),
        held.dnsName().isEmpty() ? null : held.dnsName());
  }

  @Override
  public Outcome<List<Change>> plan(AddressRequest request, Operation operation) {
    Operation outside = OperationLocks.outside(operation);
    try {
      Optional<AddressAssignment> held = held(outside);
      if (held.isPresent()) {
        String host = held.get().address().getHostAddress();
        return Outcome.done(List.of(Change.none("netbox", "ip-address " + host)));
      }
      return Outcome.done(
          List.of(
              Change.create(
                  "netbox", "ip-address " + preview(request), bodies.fields(request, outside))));
    } catch (CallFailed failed) {
      return failed.kind() == CallFailed.Kind.OUTAGE
          ? fallback.plan(request, outside, failed.refusal())
          : Outcome.refused(failed.refusal());
    }
  }

  private String preview(AddressRequest request) throws CallFailed {
    InetAddress wanted = request.staticAddress();
    if (wanted != null) {
      if (request.spokenFor().contains(wanted)) {
        throw CallFailed.refused(
            "address_taken", wanted.getHostAddress() + " is spoken for already");
      }
      return wanted.getHostAddress() + "/" + taking.checked(wanted).prefix().length();
    }
    for (NetBoxPrefix prefix : prefixes.selected()) {
      String path = NetBoxApi.PREFIXES + prefix.id() + "/available-ips/";
      Optional<InetAddress> gateway = prefixes.gateway(prefix.prefix());
      Set<InetAddress> spared = new HashSet<>(request.spokenFor());
      spared.removeIf(address -> !prefix.prefix().contains(address));
      gateway.ifPresent(spared::add);
      String limit = Integer.toString(Math.min(spared.size() + 1, MOST_LISTED));
      for (var free :
          api.read(HttpCall.get(path).query("limit", limit).expectJson().build()).json()) {
        String cidr = free.path("address").asText("");
        if (!spared.contains(Prefix.address(cidr.replaceFirst("/.*", "")))) {
          return cidr;
        }
      }
    }
    throw CallFailed.refused("pool_exhausted", "all prefixes in NetBox are full");
  }

  @Override
  public Outcome<List<Change>> release(Operation operation) {
    return locks.hold(
        operation,
        () ->
            fallback
                .release(operation)
                .flatMap(
                    fromPool ->
                        // Also after a fallback: an earlier, unclear try may have left one there.
                        release
                            .of(operation)
                            .map(
                                fromNetBox -> {
                                  unclear.remove(Holdings.mark(operation));
                                  return fromPool.isEmpty() ? fromNetBox : fromPool;
                                })));
  }

  @Override
  public Outcome<Optional<AddressAssignment>> find(Operation operation) {
    try {
      return Outcome.done(held(OperationLocks.outside(operation)));
    } catch (CallFailed failed) {
      return Outcome.refused(failed.refusal());
    }
  }

  private Optional<AddressAssignment> held(Operation operation) throws CallFailed {
    Optional<AddressAssignment> fallen = fallback.find(operation);
    if (fallen.isPresent()) {
      return fallen;
    }
    Optional<NetBoxAddress> held = holdings.one(operation);
    return held.isEmpty() || isGateway(held.get())
        ? Optional.empty()
        : Optional.of(assignment(held.get()));
  }

  @Override
  public void close() {
    api.close();
  }
}
