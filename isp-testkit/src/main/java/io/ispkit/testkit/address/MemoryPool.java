package io.ispkit.testkit.address;

import io.ispkit.core.address.AddressAllocator;
import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.address.AddressRequest;
import io.ispkit.core.address.Prefix;
import io.ispkit.core.change.Change;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.testkit.backend.MemoryTransactions;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The smallest address allocator that keeps the contract: one prefix, in memory, without gateway
 * and quarantine. Joins transactions in memory. Thread-safe.
 */
public final class MemoryPool implements AddressAllocator {

  private final Prefix prefix;
  private final Map<String, AddressAssignment> held = new LinkedHashMap<>();

  public MemoryPool(String cidr) {
    this.prefix = Prefix.parse(cidr);
  }

  @Override
  public Reach reach() {
    return Reach.TRANSACTION;
  }

  @Override
  public synchronized Outcome<List<Change>> plan(AddressRequest request, Operation operation) {
    AddressAssignment mine = held.get(operation.toString());
    return mine != null
        ? Outcome.done(List.of(Change.none("memory", target(mine))))
        : pick(request, request.spokenFor()).map(a -> List.of(Change.create("memory", target(a))));
  }

  @Override
  public synchronized Outcome<AddressAssignment> allocate(
      AddressRequest request, Operation operation) {
    String key = operation.toString();
    AddressAssignment mine = held.get(key);
    if (mine != null) {
      return Outcome.done(mine);
    }
    return pick(request, Set.of())
        .map(
            picked -> {
              held.put(key, picked);
              operation
                  .transaction()
                  .ifPresent(tx -> MemoryTransactions.onRollback(tx, () -> held.remove(key)));
              return picked;
            });
  }

  private Outcome<AddressAssignment> pick(AddressRequest request, Set<InetAddress> spokenFor) {
    InetAddress wanted = request.staticAddress();
    if (wanted != null && !prefix.isUsable(wanted)) {
      return Outcome.refused("address_not_ours", wanted.getHostAddress() + " is not in " + prefix);
    }
    if (wanted != null && (isTaken(wanted) || spokenFor.contains(wanted))) {
      return Outcome.refused("address_taken", wanted.getHostAddress() + " is taken");
    }
    return Stream.iterate(BigInteger.ZERO, n -> n.compareTo(prefix.size()) < 0, BigInteger.ONE::add)
        .map(prefix::at)
        .filter(a -> wanted == null ? prefix.isUsable(a) && !isTaken(a) : a.equals(wanted))
        .filter(a -> !spokenFor.contains(a))
        .findFirst()
        .map(a -> Outcome.done(assignment(a, request)))
        .orElseGet(() -> Outcome.refused("pool_exhausted", prefix + " is full"));
  }

  private static String target(AddressAssignment assignment) {
    return "ip-address " + assignment.address().getHostAddress();
  }

  private boolean isTaken(InetAddress address) {
    return held.values().stream().anyMatch(a -> a.address().equals(address));
  }

  private AddressAssignment assignment(InetAddress address, AddressRequest request) {
    return new AddressAssignment(
        address, prefix.toString(), null, AddressAssignment.Method.POOL, null, request.dnsName());
  }

  @Override
  public synchronized Outcome<List<Change>> release(Operation operation) {
    String key = operation.toString();
    AddressAssignment mine = held.remove(key);
    if (mine == null) {
      return Outcome.done(List.of());
    }
    operation
        .transaction()
        .ifPresent(tx -> MemoryTransactions.onRollback(tx, () -> held.put(key, mine)));
    return Outcome.done(List.of(Change.delete("memory", target(mine))));
  }

  @Override
  public synchronized Outcome<Optional<AddressAssignment>> find(Operation operation) {
    return Outcome.done(Optional.ofNullable(held.get(operation.toString())));
  }
}
