package io.ispkit.runtime.customer;

import static io.ispkit.runtime.internal.jooq.Tables.CUSTOMER;

import io.ispkit.core.change.Change;
import io.ispkit.core.customer.Customer;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.event.EventTypes;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.internal.jooq.tables.records.CustomerRecord;
import io.ispkit.runtime.tenant.Fields;
import io.ispkit.runtime.tenant.TenantScope;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The customers of one tenant. Thread-safe. Every change publishes {@code customer.created} or
 * {@code customer.updated} in the same transaction. Two customers may share an e-mail address.
 */
public final class Customers {

  private final TenantScope scope;

  public Customers(TenantScope scope) {
    this.scope = scope;
  }

  /** {@link #save(Transaction, Customer)} in a transaction of its own. */
  public Change save(Customer customer) {
    return scope.database().transact(tx -> save(tx, customer));
  }

  /**
   * Creates the customer, or brings the one of the same id to this content. Blocks while another
   * transaction writes the same customer.
   *
   * @return what was written; {@code NONE} when the customer stood there with equal content, and
   *     then nothing was written
   * @throws PermanentException fields are not acceptable; the message names all of them
   */
  public Change save(Transaction transaction, Customer customer) {
    CustomerCheck.check(customer);
    DSLContext jooq = scope.jooq(transaction);
    if (row(jooq, customer.id(), true) == null && create(jooq, customer)) {
      scope.publish(
          transaction, EventTypes.CUSTOMER_CREATED, customer.id().value(), event(customer));
      return compare(null, customer).created(target(customer.id()));
    }
    CustomerRecord row = row(jooq, customer.id(), true);
    Fields fields = compare(row, customer);
    if (!fields.isEmpty() && row != null) {
      write(row, customer);
      row.setUpdatedAt(scope.now());
      row.update();
      scope.publish(
          transaction, EventTypes.CUSTOMER_UPDATED, customer.id().value(), event(customer));
    }
    return fields.updated(target(customer.id()));
  }

  /**
   * Sets whether the customer may be served, and publishes {@code customer.updated}.
   *
   * @return false when it was so before
   * @throws PermanentException there is no such customer
   */
  public boolean setStatus(Transaction transaction, CustomerId id, CustomerAccount.Status status) {
    CustomerRecord row = row(scope.jooq(transaction), id, true);
    if (row == null) {
      throw new PermanentException("customer " + id + " of tenant " + scope.id() + " is unknown");
    }
    if (row.getStatus().equals(status.name())) {
      return false;
    }
    row.setStatus(status.name());
    row.setUpdatedAt(scope.now());
    row.update();
    scope.publish(
        transaction, EventTypes.CUSTOMER_UPDATED, id.value(), event(account(row).customer()));
    return true;
  }

  public Optional<CustomerAccount> find(CustomerId id) {
    return scope
        .database()
        .read(jooq -> Optional.ofNullable(row(jooq, id, false)))
        .map(Customers::account);
  }

  /** As {@link #find(CustomerId)}, seeing what {@code transaction} wrote. */
  public Optional<CustomerAccount> find(Transaction transaction, CustomerId id) {
    return Optional.ofNullable(row(scope.jooq(transaction), id, false)).map(Customers::account);
  }

  /**
   * A page of customers in the order of their ids.
   *
   * @param after the last id of the page before, or null for the first page
   * @param limit 1 to 10,000
   */
  public List<CustomerAccount> page(@Nullable CustomerId after, int limit) {
    return scope
        .database()
        .read(
            jooq ->
                jooq.selectFrom(CUSTOMER)
                    .where(CUSTOMER.TENANT_ID.eq(scope.key()))
                    .and(CUSTOMER.ID.gt(after == null ? "" : after.value()))
                    .orderBy(CUSTOMER.ID)
                    .limit(Math.min(Math.max(limit, 1), 10_000))
                    .fetch(Customers::account));
  }

  private boolean create(DSLContext jooq, Customer customer) {
    Instant now = scope.now();
    CustomerRecord row = new CustomerRecord();
    row.setTenantId(scope.key());
    row.setId(customer.id().value());
    write(row, customer);
    row.setStatus(CustomerAccount.Status.ACTIVE.name());
    row.setCreatedAt(now);
    row.setUpdatedAt(now);
    return scope.insertIfAbsent(jooq, row);
  }

  private static void write(CustomerRecord row, Customer customer) {
    row.setName(customer.name());
    row.setEmail(customer.email());
    row.setPhone(customer.phone());
    row.setLanguage(customer.language().toLanguageTag());
    row.setAddress(customer.address());
  }

  private static Fields compare(@Nullable CustomerRecord row, Customer customer) {
    return new Fields()
        .compare("name", row == null ? null : row.getName(), customer.name())
        .compare("email", row == null ? null : row.getEmail(), customer.email())
        .compare("phone", row == null ? null : row.getPhone(), customer.phone())
        .compare(
            "language", row == null ? null : row.getLanguage(), customer.language().toLanguageTag())
        .compare("address", row == null ? null : row.getAddress(), customer.address());
  }

  private @Nullable CustomerRecord row(DSLContext jooq, CustomerId id, boolean lock) {
    var query =
        jooq.selectFrom(CUSTOMER)
            .where(CUSTOMER.TENANT_ID.eq(scope.key()))
            .and(CUSTOMER.ID.eq(id.value()));
    return lock ? query.forUpdate().fetchOne() : query.fetchOne();
  }

  private static CustomerAccount account(CustomerRecord row) {
    Customer customer =
        new Customer(
            new CustomerId(row.getId()),
            row.getName(),
            row.getEmail(),
            row.getPhone(),
            Locale.forLanguageTag(row.getLanguage()),
            row.getAddress());
    return new CustomerAccount(
        customer,
        CustomerAccount.Status.valueOf(row.getStatus()),
        row.getCreatedAt(),
        row.getUpdatedAt());
  }

  private static Map<String, Object> event(Customer customer) {
    return Map.of(
        "customer_id", customer.id().value(),
        "name", customer.name(),
        "email", customer.email(),
        "language", customer.language().toLanguageTag());
  }

  private static String target(CustomerId id) {
    return "customer " + id;
  }
}
