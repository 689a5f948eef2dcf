package io.ispkit.runtime.service;

import static io.ispkit.runtime.internal.jooq.Tables.SERVICE;

import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.service.Service;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.tenant.TenantScope;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;

/** Reads the services of one tenant. Thread-safe. They are changed through the service desk. */
public final class Services {

  private final TenantScope scope;

  public Services(TenantScope scope) {
    this.scope = scope;
  }

  public Optional<ServiceDetail> find(String id) {
    return first(SERVICE.ID.eq(id));
  }

  /** As {@link #find(String)}, seeing what {@code transaction} wrote. */
  public Optional<ServiceDetail> find(Transaction transaction, String id) {
    return Optional.ofNullable(ServiceRows.byId(scope, scope.jooq(transaction), id))
        .map(ServiceRows::detail);
  }

  /** The service that holds this RADIUS user name now. */
  public Optional<ServiceDetail> findByUsername(String username) {
    return first(
        SERVICE.USERNAME.eq(username).and(SERVICE.STATUS.ne(Service.Status.CANCELLED.name())));
  }

  /** All services of a customer, cancelled ones too, oldest first. */
  public List<ServiceDetail> of(CustomerId customer) {
    return scope
        .database()
        .read(
            jooq ->
                jooq.selectFrom(SERVICE)
                    .where(SERVICE.TENANT_ID.eq(scope.key()))
                    .and(SERVICE.CUSTOMER_ID.eq(customer.value()))
                    .orderBy(SERVICE.CREATED_AT, SERVICE.ID)
                    .fetch(ServiceRows::detail));
  }

  private Optional<ServiceDetail> first(Condition condition) {
    return scope
        .database()
        .read(jooq -> Optional.ofNullable(ServiceRows.row(scope, jooq, condition)))
        .map(ServiceRows::detail);
  }
}
