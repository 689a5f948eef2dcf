package io.ispkit.netbox;

import io.ispkit.core.address.AddressAllocator;
import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.address.AddressRequest;
import io.ispkit.core.change.Change;
import io.ispkit.core.http.HttpCall;
import io.ispkit.core.http.HttpResult;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Allocates from prefixes in NetBox. NetBox has no key against duplicates, so our operation id
 * stands in a custom field of each address, and is looked up before every write and after every
 * unclear one.
 */
final class NetBoxAllocator implements AddressAllocator {

  private static final Logger LOG = LoggerFactory.getLogger(NetBoxAllocator.class);

  /** Look-up and write alternate: a dropped answer or two, and a gateway set aside. */
  private static final int ROUNDS = 6;

  private final AddressParts parts;
  private final Fallback fallback;
  private final OperationLocks locks;
  private final Holdings<NetBoxAddress> holdings;

  NetBoxAllocator(AddressParts parts, Fallback fallback, OperationLocks locks) {
    this.parts = parts;
    this.fallback = fallback;
    this.locks = locks;
    this.holdings = new Holdings<>(parts.marks(), parts.release());
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
    HttpResult open = null;
    Refusal no = null;
    for (int round = 0; round < ROUNDS; round++) {
      try {
        Optional<NetBoxAddress> held = holdings.one(operation);
        if (held.isPresent()) {
          if (setAside(held.get())) {
            continue;
          }
          holdings.settled(operation);
          return Outcome.done(assignment(held.get()));
        }
        if (no != null) {
          return Outcome.refused(no);
        }
        if (open != null && Verdict.mayStillRun(open)) {
          return Outcome.unknown("NetBox may still be at work: " + open);
        }
        // An earlier write that lands late makes ours one too many, or has it refused: look again.
        boolean alone = !holdings.isUnclear(operation);
        Taken<NetBoxAddress> taken = Taken.by(() -> parts.taking().take(request, operation));
        if (taken instanceof Taken.No<NetBoxAddress> refused) {
          no = refused.refusal();
        } else if (taken instanceof Taken.Unclear<NetBoxAddress> lost) {
          open = lost.result();
          holdings.becameUnclear(operation);
          LOG.info("{}: looking up an unclear allocation: {}", operation, open);
        } else if (alone
            && taken instanceof Taken.Got<NetBoxAddress> got
            && !isGateway(got.object())) {
          return Outcome.done(assignment(got.object()));
        }
      } catch (CallFailed failed) {
        return no != null && !holdings.isUnclear(operation)
            ? Outcome.refused(no)
            : failed(request, operation, failed);
      }
    }
    if (holdings.isUnclear(operation)) {
      return Outcome.unknown("NetBox answers no allocation: " + open);
    }
    Refusal gateways = Refusal.retryLater("netbox_away", "NetBox keeps giving the gateway");
    return Outcome.refused(no == null ? gateways : no);
  }

  private Outcome<AddressAssignment> failed(
      AddressRequest request, Operation operation, CallFailed failed) {
    if (holdings.isUnclear(operation)) {
      return Outcome.unknown("an allocation in NetBox is unclear; " + failed.refusal());
    }
    return failed.kind() == CallFailed.Kind.OUTAGE
        ? fallback.allocate(request, operation, failed.refusal())
        : Outcome.refused(failed.refusal());
  }

  /** What operations hold; those whose last write is unclear never fall back. */
  Holdings<NetBoxAddress> holdings() {
    return holdings;
  }

  private boolean isGateway(NetBoxAddress address) throws CallFailed {
    return parts.prefixes().gateway(address.subnet()).filter(address.address()::equals).isPresent();
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
        parts
            .api()
            .send(
                HttpCall.patch(parts.marks().at(address.id()))
                    .json(parts.bodies().gateway())
                    .build());
    if (!Verdict.isUnclear(result) && parts.verdict().success(result).isEmpty()) {
      throw parts.verdict().failure(result);
    }
    return true;
  }

  private AddressAssignment assignment(NetBoxAddress held) throws CallFailed {
    return new AddressAssignment(
        held.address(),
        held.subnet().toString(),
        parts.prefixes().gateway(held.subnet()).orElse(null),
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
                  "netbox",
                  "ip-address " + parts.preview().of(request),
                  parts.bodies().fields(request, outside))));
    } catch (CallFailed failed) {
      return failed.kind() == CallFailed.Kind.OUTAGE
          ? fallback.plan(request, outside, failed.refusal())
          : Outcome.refused(failed.refusal());
    }
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
                        parts
                            .release()
                            .of(operation)
                            .map(
                                fromNetBox -> {
                                  holdings.settled(operation);
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
    Optional<NetBoxAddress> held = parts.marks().one(operation);
    return held.isEmpty() || isGateway(held.get())
        ? Optional.empty()
        : Optional.of(assignment(held.get()));
  }
}
