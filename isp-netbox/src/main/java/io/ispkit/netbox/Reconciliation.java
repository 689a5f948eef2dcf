package io.ispkit.netbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.address.FallbackLedger;
import io.ispkit.core.address.Prefix;
import io.ispkit.core.change.Change;
import io.ispkit.core.error.CommitUnknownException;
import io.ispkit.core.error.RetryableException;
import io.ispkit.core.http.HttpResult;
import io.ispkit.core.id.OperationId;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.netbox.Reconciled.State;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the addresses that the embedded pool gave in outages into NetBox, when that is back. A job
 * of the host calls it now and then; without {@code fallback: pool} it has nothing to do.
 *
 * <p>Each address is posted as it is, with the mark of the operation that holds it, after a
 * look-up: it may run at any time, as often as one likes, on several nodes. The pool goes on
 * holding the address, so that no outage gives it to another. The address goes into the VRF that
 * the configured prefixes or ranges are in, or into the global table when they are in several.
 *
 * <p>Thread-safe. Blocks for calls to NetBox, and holds no database connection meanwhile.
 */
public final class Reconciliation {

  private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);
  private static final int ROUNDS = 4;

  private final TenantId tenant;
  private final AddressParts parts;
  private final Posting<NetBoxAddress> posting;
  private final Fallback fallback;
  private final OperationLocks locks;

  Reconciliation(TenantId tenant, AddressParts parts, Fallback fallback, OperationLocks locks) {
    this.tenant = tenant;
    this.parts = parts;
    this.posting = new Posting<>(parts.api(), parts.verdict(), parts.marks());
    this.fallback = fallback;
    this.locks = locks;
  }

  /**
   * Works on the oldest open entries. Ends early when NetBox is away: the last result says so then.
   *
   * @param limit entries to work on at most, 1 or more. Conflicts stay open, so let it be more than
   *     there are conflicts
   * @return a result for each entry that was worked on
   */
  public List<Reconciled> run(int limit) {
    List<Reconciled> results = new ArrayList<>();
    Set<InetAddress> proposed = new HashSet<>();
    for (FallbackLedger.Entry entry : fallback.open(tenant, limit)) {
      Reconciled result = one(entry, proposed);
      results.add(result);
      if (result.proposed() != null) {
        proposed.add(result.proposed());
      }
      if (result.state() == State.AWAY) {
        break;
      }
    }
    return results;
  }

  /** The open entry of an address. */
  Optional<FallbackLedger.Entry> entry(InetAddress address) {
    return fallback.open(tenant, Integer.MAX_VALUE).stream()
        .filter(entry -> entry.assignment().address().equals(address))
        .findFirst();
  }

  Reconciled one(FallbackLedger.Entry entry, Set<InetAddress> proposed) {
    Operation operation = Operation.of(tenant, new OperationId(entry.operation()));
    Reconciled result = locks.hold(operation, () -> alone(entry, operation, proposed));
    LOG.info("{}: {} {}: {}", operation, result.state(), result.address(), result.message());
    return result;
  }

  private Reconciled alone(
      FallbackLedger.Entry entry, Operation operation, Set<InetAddress> proposed) {
    if (!isHeld(entry, operation)) {
      return closed(entry, operation, State.RELEASED, "the operation does not hold it any more");
    }
    HttpResult open = null;
    try {
      for (int round = 0; round < ROUNDS; round++) {
        Outcome<List<Change>> others =
            parts.release().of(operation, a -> !a.address().equals(address(entry)));
        if (!others.isDone()) {
          return failed(entry, others);
        }
        if (parts.marks().one(operation).isPresent()) {
          return posted(entry, operation, open == null ? State.FOUND : State.POSTED);
        }
        if (open != null && Verdict.mayStillRun(open)) {
          return result(entry, State.UNKNOWN, "NetBox may still be at work: " + open);
        }
        long vrf = vrf();
        List<NetBoxAddress> there =
            parts.lookup().of(address(entry)).stream().filter(a -> a.vrf() == vrf).toList();
        if (there.stream().anyMatch(a -> a.operation().equals(Marks.mark(operation)))) {
          return posted(entry, operation, State.FOUND);
        }
        if (!there.isEmpty()) {
          return conflict(entry, there.get(0).target() + " is " + whose(there.get(0)), proposed);
        }
        Taken<NetBoxAddress> taken = posting.post(NetBoxApi.ADDRESSES, body(entry, operation, vrf));
        if (taken instanceof Taken.Got<NetBoxAddress>) {
          return posted(entry, operation, State.POSTED);
        }
        if (taken instanceof Taken.No<NetBoxAddress> no) {
          // What has the address may be an earlier post of ours that landed late.
          if (parts.marks().of(operation).stream()
              .anyMatch(a -> a.address().equals(address(entry)))) {
            return posted(entry, operation, State.FOUND);
          }
          return Verdict.isDuplicate(no.refusal())
              ? conflict(entry, no.refusal().message(), proposed)
              : result(entry, State.REFUSED, no.refusal().message());
        }
        open = ((Taken.Unclear<NetBoxAddress>) taken).result();
      }
      return result(entry, State.UNKNOWN, "NetBox answers no write: " + open);
    } catch (CallFailed failed) {
      State state =
          failed.kind() == CallFailed.Kind.REFUSED
              ? State.REFUSED
              : open == null ? State.AWAY : State.UNKNOWN;
      return result(entry, state, failed.refusal().message());
    }
  }

  private boolean isHeld(FallbackLedger.Entry entry, Operation operation) {
    return fallback
        .find(operation)
        .map(AddressAssignment::address)
        .filter(address(entry)::equals)
        .isPresent();
  }

  private ObjectNode body(FallbackLedger.Entry entry, Operation operation, long vrf)
      throws CallFailed {
    int mask = Prefix.parse(entry.assignment().subnet()).length();
    return parts.bodies().fixed(entry.request(), operation, address(entry), mask, vrf);
  }

  /** Closes the entry, unless another process released the address while it was posted. */
  private Reconciled posted(FallbackLedger.Entry entry, Operation operation, State state) {
    if (isHeld(entry, operation)) {
      return closed(entry, operation, state, "in NetBox");
    }
    Outcome<List<Change>> undone = parts.release().of(operation);
    return undone.isDone()
        ? result(entry, State.RELEASED, "released while it was posted; taken out of NetBox again")
        : failed(entry, undone);
  }

  private Reconciled closed(
      FallbackLedger.Entry entry, Operation operation, State state, String why) {
    try {
      fallback.reconciled(operation);
      return result(entry, state, why);
    } catch (CommitUnknownException | RetryableException open) {
      LOG.warn("{}: its entry may be open still", operation, open);
      return result(
          entry, State.UNKNOWN, why + "; the entry may be open still: " + open.getMessage());
    }
  }

  private static Reconciled failed(FallbackLedger.Entry entry, Outcome<?> outcome) {
    if (outcome instanceof Outcome.Refused<?> refused) {
      State state = refused.refusal().isPermanent() ? State.REFUSED : State.AWAY;
      return result(entry, state, refused.refusal().message());
    }
    return result(entry, State.UNKNOWN, ((Outcome.Unknown<?>) outcome).reason());
  }

  private Reconciled conflict(
      FallbackLedger.Entry entry, String message, Set<InetAddress> proposed) {
    InetAddress free = null;
    try {
      free = Prefix.address(parts.preview().free(proposed).replaceFirst("/.*", ""));
    } catch (CallFailed none) {
      LOG.info("{}: no address to move to: {}", entry.operation(), none.refusal());
    }
    String move = free == null ? "no free address to move to" : "move to " + free.getHostAddress();
    return new Reconciled(
        entry.operation(), address(entry), State.CONFLICT, message + "; " + move, free);
  }

  private static String whose(NetBoxAddress other) {
    String tenant = other.is().tenant().isEmpty() ? "no tenant" : "tenant " + other.is().tenant();
    return "of " + tenant + (other.dnsName().isEmpty() ? "" : ", " + other.dnsName());
  }

  private long vrf() throws CallFailed {
    Set<Long> vrfs = new HashSet<>();
    parts.sources().all().forEach(source -> vrfs.add(source.vrf()));
    return vrfs.size() == 1 ? vrfs.iterator().next() : 0;
  }

  private static InetAddress address(FallbackLedger.Entry entry) {
    return entry.assignment().address();
  }

  private static Reconciled result(FallbackLedger.Entry entry, State state, String why) {
    return new Reconciled(entry.operation(), address(entry), state, why, null);
  }
}
