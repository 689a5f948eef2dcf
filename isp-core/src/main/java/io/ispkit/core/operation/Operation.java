package io.ispkit.core.operation;

import io.ispkit.core.id.OperationId;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transaction;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf, and under which name, an adapter is called; and the transaction that it may
 * join.
 *
 * <p>Immutable, but confined to the call when it carries a transaction.
 */
public final class Operation {

  private final TenantId tenant;
  private final OperationId id;
  private final @Nullable Transaction transaction;

  private Operation(TenantId tenant, OperationId id, @Nullable Transaction transaction) {
    this.tenant = Objects.requireNonNull(tenant, "tenant");
    this.id = Objects.requireNonNull(id, "id");
    this.transaction = transaction;
  }

  /** An operation outside any transaction. */
  public static Operation of(TenantId tenant, OperationId id) {
    return new Operation(tenant, id, null);
  }

  /** The same operation inside {@code transaction}. */
  public Operation within(Transaction transaction) {
    return new Operation(tenant, id, transaction);
  }

  /** The same operation outside any transaction. */
  public Operation outside() {
    return transaction == null ? this : new Operation(tenant, id, null);
  }

  public TenantId tenant() {
    return tenant;
  }

  public OperationId id() {
    return id;
  }

  /** The open transaction to join; empty: the adapter opens its own, or calls out. */
  public Optional<Transaction> transaction() {
    return Optional.ofNullable(transaction);
  }

  @Override
  public String toString() {
    return tenant + "/" + id;
  }
}
