package io.ispkit.runtime.address;

import static io.ispkit.runtime.internal.jooq.Tables.ADDRESS;

import io.ispkit.core.address.AddressAllocator;
import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.address.AddressRequest;
import io.ispkit.core.address.Prefix;
import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.runtime.internal.jooq.tables.records.AddressRecord;
import io.ispkit.runtime.tenant.Fields;
import io.ispkit.runtime.tenant.TenantScope;
import java.math.BigInteger;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The embedded address pool: prefixes of the tenant, in their configured order. Exclusive because
 * every choice is made under the tenant's lock, on any number of nodes; durable because it joins
 * the operation's transaction.
 *
 * <p>Never given to anybody: network and broadcast addresses and the gateway. Reserved addresses
 * are given only to who asks for one by name.
 */
final class AddressPool implements AddressAllocator {

  private final TenantScope scope;
  private final PoolRules rules;
  private final PoolRows rows;

  AddressPool(TenantScope scope, PoolRules rules) {
    this.scope = scope;
    this.rules = rules;
    this.rows = new PoolRows(scope);
  }

  /** An address that is free, and where it is from. */
  private record Choice(PoolPrefix prefix, BigInteger host) {
    InetAddress address() {
      return prefix.prefix().at(host);
    }
  }

  @Override
  public Reach reach() {
    return Reach.TRANSACTION;
  }

  @Override
  public Outcome<List<Change>> plan(AddressRequest request, Operation operation) {
    return scope.read(
        operation,
        jooq -> {
          AddressRecord held = rows.heldBy(jooq, operation);
          return held != null
              ? Outcome.done(List.of(Change.none(Fields.DATABASE, target(held))))
              : choose(jooq, request, request.spokenFor())
                  .map(choice -> List.of(change(row(choice, request, operation))));
        });
  }

  @Override
  public Outcome<AddressAssignment> allocate(AddressRequest request, Operation operation) {
    return scope.write(
        operation,
        tx -> {
          DSLContext jooq = scope.lock(tx);
          AddressRecord held = rows.heldBy(jooq, operation);
          if (held != null) {
            return Outcome.done(assignment(held));
          }
          return choose(jooq, request, Set.of())
              .map(choice -> assignment(take(jooq, choice, request, operation)));
        });
  }

  @Override
  public Outcome<List<Change>> release(Operation operation) {
    return scope.write(
        operation,
        tx -> {
          DSLContext jooq = scope.lock(tx);
          AddressRecord held = rows.heldBy(jooq, operation);
          if (held == null) {
            return Outcome.done(List.of());
          }
          held.setOperationId(null);
          held.setCustomerId(null);
          held.setServiceId(null);
          held.setDnsName(null);
          held.setGateway(null);
          held.setFreeFrom(scope.now().plus(rules.quarantine()));
          held.update();
          return Outcome.done(
              List.of(
                  Change.delete(
                      Fields.DATABASE,
                      target(held),
                      new FieldChange("operation_id", operation.id().value(), null))));
        });
  }

  @Override
  public Outcome<Optional<AddressAssignment>> find(Operation operation) {
    return Outcome.done(
        scope.read(
            operation,
            jooq ->
                Optional.ofNullable(rows.heldBy(jooq, operation)).map(AddressPool::assignment)));
  }

  private Outcome<Choice> choose(
      DSLContext jooq, AddressRequest request, Set<InetAddress> spokenFor) {
    InetAddress wish = request.staticAddress();
    if (wish != null) {
      return spokenFor.contains(wish)
          ? Outcome.refused(
              "address_taken", "address " + wish.getHostAddress() + " is spoken for already")
          : asked(jooq, wish);
    }
    Instant now = scope.now();
    for (PoolPrefix prefix : rules.prefixes()) {
      PoolPrefix left = spokenFor.isEmpty() ? prefix : prefix.without(spokenFor);
      Optional<BigInteger> host = rows.free(jooq, left, now);
      if (host.isPresent()) {
        return Outcome.done(new Choice(prefix, host.get()));
      }
    }
    return Outcome.refused(
        "pool_exhausted",
        "no address is free in "
            + String.join(", ", rules.prefixes().stream().map(PoolPrefix::cidr).toList()));
  }

  private Outcome<Choice> asked(DSLContext jooq, InetAddress wish) {
    String address = wish.getHostAddress();
    PoolPrefix prefix = rules.around(wish).orElse(null);
    if (prefix == null) {
      return Outcome.refused(
          "address_not_ours", "address " + address + " is in no prefix of tenant " + scope.id());
    }
    if (!prefix.mayBeAsked(wish)) {
      return Outcome.refused(
          "address_taken",
          "address "
              + address
              + " is the gateway, network or broadcast address of "
              + prefix.cidr());
    }
    AddressRecord row = rows.row(jooq, address);
    if (row != null && row.getOperationId() != null) {
      return Outcome.refused("address_taken", "address " + address + " is held already");
    }
    if (row != null && row.getFreeFrom().isAfter(scope.now())) {
      return Outcome.refused(
          "address_taken",
          "address " + address + " was released and rests until " + row.getFreeFrom());
    }
    return Outcome.done(new Choice(prefix, prefix.host(wish)));
  }

  private AddressRecord take(
      DSLContext jooq, Choice choice, AddressRequest request, Operation operation) {
    AddressRecord row = row(choice, request, operation);
    if (rows.row(jooq, row.getAddress()) == null) {
      jooq.insertInto(ADDRESS).set(row).execute();
      if (request.staticAddress() == null) {
        rows.advance(jooq, choice.prefix(), choice.host());
      }
    } else {
      jooq.update(ADDRESS)
          .set(row)
          .where(ADDRESS.TENANT_ID.eq(scope.key()))
          .and(ADDRESS.ADDRESS_.eq(row.getAddress()))
          .execute();
    }
    return row;
  }

  private AddressRecord row(Choice choice, AddressRequest request, Operation operation) {
    InetAddress gateway = choice.prefix().gateway();
    return new AddressRecord(
        scope.key(),
        choice.address().getHostAddress(),
        choice.prefix().cidr(),
        choice.host(),
        operation.id().value(),
        request.customer().value(),
        request.serviceId(),
        request.dnsName(),
        gateway == null ? null : gateway.getHostAddress(),
        scope.now(),
        null);
  }

  private static AddressAssignment assignment(AddressRecord row) {
    @Nullable String gateway = row.getGateway();
    return new AddressAssignment(
        Prefix.address(row.getAddress()),
        row.getPrefix(),
        gateway == null ? null : Prefix.address(gateway),
        AddressAssignment.Method.POOL,
        null,
        row.getDnsName());
  }

  private static Change change(AddressRecord row) {
    return Change.create(
        Fields.DATABASE,
        target(row),
        FieldChange.set("operation_id", row.getOperationId()),
        FieldChange.set("service_id", row.getServiceId()),
        new FieldChange("gateway", null, row.getGateway()),
        new FieldChange("dns_name", null, row.getDnsName()));
  }

  private static String target(AddressRecord row) {
    return "ip-address " + row.getAddress() + " of " + row.getPrefix();
  }
}
