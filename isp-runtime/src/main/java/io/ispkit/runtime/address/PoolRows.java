package io.ispkit.runtime.address;

import static io.ispkit.runtime.internal.jooq.Tables.ADDRESS;
import static io.ispkit.runtime.internal.jooq.Tables.ADDRESS_PREFIX;

import io.ispkit.core.operation.Operation;
import io.ispkit.runtime.internal.jooq.tables.records.AddressPrefixRecord;
import io.ispkit.runtime.internal.jooq.tables.records.AddressRecord;
import io.ispkit.runtime.tenant.TenantScope;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The rows of the pool. Choosing an address for good needs the tenant's lock. */
final class PoolRows {

  private static final int BATCH = 256;

  private final TenantScope scope;

  PoolRows(TenantScope scope) {
    this.scope = scope;
  }

  @Nullable AddressRecord heldBy(DSLContext jooq, Operation operation) {
    return jooq.selectFrom(ADDRESS)
        .where(ADDRESS.TENANT_ID.eq(scope.key()))
        .and(ADDRESS.OPERATION_ID.eq(operation.id().value()))
        .fetchOne();
  }

  @Nullable AddressRecord row(DSLContext jooq, String address) {
    return jooq.selectFrom(ADDRESS)
        .where(ADDRESS.TENANT_ID.eq(scope.key()))
        .and(ADDRESS.ADDRESS_.eq(address))
        .fetchOne();
  }

  /**
   * A host of the prefix that is free now: first one that was used and has rested, the one that
   * rests longest; then one that was never used. Costs the same in a /8 and in a /30.
   */
  Optional<BigInteger> free(DSLContext jooq, PoolPrefix prefix, Instant now) {
    Optional<BigInteger> rested = rested(jooq, prefix, now);
    return rested.isPresent() ? rested : fresh(jooq, prefix);
  }

  /** Notes that all hosts of the prefix before {@code host} and the host itself were looked at. */
  void advance(DSLContext jooq, PoolPrefix prefix, BigInteger host) {
    AddressPrefixRecord cursor = cursor(jooq, prefix);
    AddressPrefixRecord row =
        new AddressPrefixRecord(
            scope.key(), prefix.cidr(), host.add(BigInteger.ONE), prefix.rules());
    if (cursor == null) {
      jooq.insertInto(ADDRESS_PREFIX).set(row).execute();
    } else if (start(cursor, prefix).compareTo(host) <= 0) {
      jooq.update(ADDRESS_PREFIX).set(row).where(key(prefix)).execute();
    }
  }

  private Optional<BigInteger> rested(DSLContext jooq, PoolPrefix prefix, Instant now) {
    BigInteger seen = BigInteger.ZERO;
    Instant since = Instant.EPOCH;
    while (true) {
      List<AddressRecord> batch =
          jooq.selectFrom(ADDRESS)
              .where(of(prefix))
              .and(ADDRESS.FREE_FROM.le(now))
              .and(
                  ADDRESS
                      .FREE_FROM
                      .gt(since)
                      .or(ADDRESS.FREE_FROM.eq(since).and(ADDRESS.HOST.gt(seen))))
              .orderBy(ADDRESS.FREE_FROM, ADDRESS.HOST)
              .limit(since.equals(Instant.EPOCH) ? 4 : BATCH)
              .fetch();
      for (AddressRecord row : batch) {
        seen = row.getHost();
        since = row.getFreeFrom();
        if (prefix.mayBeGiven(seen)) {
          return Optional.of(seen);
        }
      }
      if (batch.isEmpty()) {
        return Optional.empty();
      }
    }
  }

  private Optional<BigInteger> fresh(DSLContext jooq, PoolPrefix prefix) {
    BigInteger size = prefix.prefix().size();
    BigInteger host = prefix.next(start(cursor(jooq, prefix), prefix));
    while (host.compareTo(size) < 0) {
      // Ahead of the cursor stand only addresses that were asked for by name.
      Set<BigInteger> used =
          new HashSet<>(
              jooq.select(ADDRESS.HOST)
                  .from(ADDRESS)
                  .where(of(prefix))
                  .and(ADDRESS.HOST.ge(host))
                  .orderBy(ADDRESS.HOST)
                  .limit(BATCH)
                  .fetch(ADDRESS.HOST));
      int left = used.size();
      while (host.compareTo(size) < 0 && used.contains(host)) {
        host = prefix.next(host.add(BigInteger.ONE));
        left--;
      }
      if (left > 0 || used.size() < BATCH) {
        break;
      }
    }
    return host.compareTo(size) < 0 ? Optional.of(host) : Optional.empty();
  }

  private @Nullable AddressPrefixRecord cursor(DSLContext jooq, PoolPrefix prefix) {
    return jooq.selectFrom(ADDRESS_PREFIX).where(key(prefix)).fetchOne();
  }

  private static BigInteger start(@Nullable AddressPrefixRecord cursor, PoolPrefix prefix) {
    return cursor == null || !cursor.getRules().equals(prefix.rules())
        ? BigInteger.ZERO
        : cursor.getNextHost();
  }

  private Condition key(PoolPrefix prefix) {
    return ADDRESS_PREFIX.TENANT_ID.eq(scope.key()).and(ADDRESS_PREFIX.PREFIX.eq(prefix.cidr()));
  }

  private Condition of(PoolPrefix prefix) {
    return ADDRESS.TENANT_ID.eq(scope.key()).and(ADDRESS.PREFIX.eq(prefix.cidr()));
  }
}
