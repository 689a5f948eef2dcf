package io.ispkit.runtime.service;

import static io.ispkit.runtime.internal.jooq.Tables.SUBSCRIPTION;

import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.event.EventTypes;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.internal.jooq.tables.records.SubscriptionRecord;
import io.ispkit.runtime.service.Subscription.State;
import io.ispkit.runtime.tenant.TenantScope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of one tenant's customers. Thread-safe. Every change of state publishes {@code
 * customer.subscription_state.changed} in the same transaction.
 */
public final class Subscriptions {

  private final TenantScope scope;

  public Subscriptions(TenantScope scope) {
    this.scope = scope;
  }

  /**
   * Records a subscription that was agreed before its service was ordered. The next service of this
   * customer and plan takes it over.
   *
   * @param state {@code PENDING} or {@code TRIAL}
   */
  public Subscription agree(
      Transaction transaction, CustomerId customer, String plan, State state) {
    if (state != State.PENDING && state != State.TRIAL) {
      throw new IllegalArgumentException("a new subscription is pending or trial, not " + state);
    }
    return subscription(add(transaction, customer, plan, state, null));
  }

  /**
   * Sets the state, and publishes the change; nothing happens when it stood so before.
   *
   * @throws PermanentException there is no such subscription
   */
  public Subscription setState(Transaction transaction, String id, State state) {
    SubscriptionRecord row = row(scope.lock(transaction), id);
    if (row == null) {
      throw new PermanentException(
          "subscription " + id + " of tenant " + scope.id() + " is unknown");
    }
    if (!row.getState().equals(state.name())) {
      Instant since = state == State.ACTIVE ? scope.now() : row.getActivatedAt();
      change(transaction, row, state, since, row.getServiceId());
    }
    return subscription(row);
  }

  public Optional<Subscription> find(String id) {
    return scope
        .database()
        .read(jooq -> Optional.ofNullable(row(jooq, id)))
        .map(Subscriptions::subscription);
  }

  /** All subscriptions of a customer, oldest first. */
  public List<Subscription> of(CustomerId customer) {
    return scope
        .database()
        .read(
            jooq ->
                jooq.selectFrom(SUBSCRIPTION)
                    .where(SUBSCRIPTION.TENANT_ID.eq(scope.key()))
                    .and(SUBSCRIPTION.CUSTOMER_ID.eq(customer.value()))
                    .orderBy(SUBSCRIPTION.CREATED_AT, SUBSCRIPTION.ID)
                    .fetch(Subscriptions::subscription));
  }

  /** The oldest subscription of this customer and plan that waits for a service. */
  @Nullable SubscriptionRecord waiting(DSLContext jooq, CustomerId customer, String plan) {
    return jooq.selectFrom(SUBSCRIPTION)
        .where(SUBSCRIPTION.TENANT_ID.eq(scope.key()))
        .and(SUBSCRIPTION.CUSTOMER_ID.eq(customer.value()))
        .and(SUBSCRIPTION.PLAN_CODE.eq(plan))
        .and(SUBSCRIPTION.SERVICE_ID.isNull())
        .and(SUBSCRIPTION.STATE.in(State.PENDING.name(), State.TRIAL.name()))
        .orderBy(SUBSCRIPTION.CREATED_AT, SUBSCRIPTION.ID)
        .limit(1)
        .fetchOne();
  }

  SubscriptionRecord add(
      Transaction transaction,
      CustomerId customer,
      String plan,
      State state,
      @Nullable String serviceId) {
    Instant now = scope.now();
    SubscriptionRecord row =
        new SubscriptionRecord(
            scope.key(),
            scope.ids().next(),
            customer.value(),
            plan,
            serviceId,
            state.name(),
            now,
            null,
            now);
    scope.jooq(transaction).insertInto(SUBSCRIPTION).set(row).execute();
    publish(transaction, row, "", state.text());
    return row;
  }

  /** Brings a row to these values, and publishes when its state differs. */
  void change(
      Transaction transaction,
      SubscriptionRecord row,
      State state,
      @Nullable Instant activatedAt,
      @Nullable String serviceId) {
    State before = State.valueOf(row.getState());
    row.setState(state.name());
    row.setActivatedAt(activatedAt);
    row.setServiceId(serviceId);
    row.setUpdatedAt(scope.now());
    row.update();
    if (before != state) {
      publish(transaction, row, before.text(), state.text());
    }
  }

  @Nullable SubscriptionRecord row(DSLContext jooq, String id) {
    return jooq.selectFrom(SUBSCRIPTION)
        .where(SUBSCRIPTION.TENANT_ID.eq(scope.key()))
        .and(SUBSCRIPTION.ID.eq(id))
        .fetchOne();
  }

  private void publish(Transaction transaction, SubscriptionRecord row, String from, String to) {
    scope.publish(
        transaction,
        EventTypes.SUBSCRIPTION_STATE_CHANGED,
        row.getCustomerId(),
        Map.of(
            "subscription_id", row.getId(),
            "customer_id", row.getCustomerId(),
            "plan", row.getPlanCode(),
            "from", from,
            "to", to));
  }

  private static Subscription subscription(SubscriptionRecord row) {
    return new Subscription(
        row.getId(),
        new CustomerId(row.getCustomerId()),
        row.getPlanCode(),
        row.getServiceId(),
        State.valueOf(row.getState()),
        row.getCreatedAt(),
        row.getActivatedAt());
  }
}
