package io.ispkit.netbox;

import io.ispkit.core.address.AddressAllocator;
import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.address.AddressRequest;
import io.ispkit.core.address.FallbackLedger;
import io.ispkit.core.change.Change;
import io.ispkit.core.error.CommitUnknownException;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.error.RetryableException;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.core.plugin.AdapterContext;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transactions;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded pool, for outages only. What it gives is recorded in the ledger in the same
 * transaction, so that it can be brought into NetBox later.
 */
final class Fallback {

  private static final Logger LOG = LoggerFactory.getLogger(Fallback.class);

  private record Parts(AddressAllocator pool, FallbackLedger ledger) {}

  private final Optional<Parts> parts;
  private final Transactions transactions;

  private Fallback(Optional<Parts> parts, Transactions transactions) {
    this.parts = parts;
    this.transactions = transactions;
  }

  /**
   * The fallback as configured.
   *
   * @throws PermanentException it is wanted, and the backend has no pool for this tenant
   */
  static Fallback of(NetBoxSettings settings, AdapterContext context) {
    if (!settings.pool()) {
      return new Fallback(Optional.empty(), context.transactions());
    }
    Optional<Parts> parts =
        context
            .embedded(AddressAllocator.class)
            .flatMap(
                pool ->
                    context.embedded(FallbackLedger.class).map(ledger -> new Parts(pool, ledger)));
    if (parts.isEmpty()) {
      throw new PermanentException(
          context.options().origin()
              + ": fallback: expected an embedded pool for tenant "
              + context.tenant()
              + ", none is configured");
    }
    return new Fallback(parts, context.transactions());
  }

  /** Whether there is a pool to fall back on. */
  boolean isThere() {
    return parts.isPresent();
  }

  /** What was given in outages and is not in NetBox yet, oldest first. */
  List<FallbackLedger.Entry> open(TenantId tenant, int limit) {
    return parts.map(p -> p.ledger().open(tenant, limit)).orElse(List.of());
  }

  /**
   * The address is in NetBox now; the pool goes on holding it for the operation.
   *
   * @throws CommitUnknownException it is unknown whether the entry is closed
   * @throws RetryableException the entry is as it was
   */
  void reconciled(Operation operation) {
    parts.ifPresent(
        p ->
            transactions.transact(
                transaction -> {
                  p.ledger().close(operation.within(transaction));
                  return true;
                }));
  }

  /** What the operation got in an outage. */
  Optional<AddressAssignment> find(Operation operation) {
    return parts.flatMap(p -> p.pool().find(operation).orElseThrow()).map(Fallback::asFallback);
  }

  /**
   * Takes an address from the pool. A static address belongs to NetBox's prefixes and has to wait;
   * and what the pool refuses, NetBox may still give, so the refusal is never for good.
   */
  Outcome<AddressAssignment> allocate(AddressRequest request, Operation operation, Refusal outage) {
    if (parts.isEmpty() || request.staticAddress() != null) {
      return Outcome.refused(outage);
    }
    Parts p = parts.get();
    Outcome<AddressAssignment> outcome =
        transacted(
            transaction -> {
              Operation inside = operation.within(transaction);
              Outcome<AddressAssignment> taken =
                  p.pool().allocate(request, inside).map(Fallback::asFallback);
              if (taken instanceof Outcome.Done<AddressAssignment> done) {
                p.ledger().record(inside, request, done.value(), outage.message());
              }
              return taken;
            });
    if (outcome instanceof Outcome.Refused<AddressAssignment> no) {
      return Outcome.refused(
          Refusal.retryLater(
              outage.code(), outage.message() + "; the fallback pool: " + no.refusal()));
    }
    if (outcome.isDone()) {
      LOG.warn("{}: address from the fallback pool: {}", operation, outage.message());
    }
    return outcome;
  }

  /** What {@link #allocate} would do. */
  Outcome<List<Change>> plan(AddressRequest request, Operation operation, Refusal outage) {
    return parts.isEmpty() || request.staticAddress() != null
        ? Outcome.refused(outage)
        : parts.get().pool().plan(request, operation);
  }

  /** Gives back to the pool what the operation got from it, and forgets the entry. */
  Outcome<List<Change>> release(Operation operation) {
    if (parts.isEmpty()
        || parts.get().pool().find(operation).map(Optional::isEmpty).orElseThrow()) {
      return Outcome.done(List.of());
    }
    Parts p = parts.get();
    return transacted(
        transaction -> {
          Operation inside = operation.within(transaction);
          Outcome<List<Change>> released = p.pool().release(inside);
          if (released.isDone()) {
            p.ledger().close(inside);
          }
          return released;
        });
  }

  /** A commit that nobody saw end is neither a success nor a failure: the repeat looks. */
  private <T> Outcome<T> transacted(Transactions.Body<Outcome<T>> body) {
    try {
      return transactions.transact(body);
    } catch (CommitUnknownException unseen) {
      LOG.warn("the end of a commit for the fallback pool is unknown", unseen);
      return Outcome.unknown("the fallback pool: " + unseen.getMessage());
    }
  }

  private static AddressAssignment asFallback(AddressAssignment given) {
    return new AddressAssignment(
        given.address(),
        given.subnet(),
        given.gateway(),
        AddressAssignment.Method.FALLBACK,
        given.externalId(),
        given.dnsName());
  }
}
