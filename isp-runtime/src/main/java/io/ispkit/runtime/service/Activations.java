package io.ispkit.runtime.service;

import static io.ispkit.runtime.internal.jooq.Tables.ACTIVATION;
import static io.ispkit.runtime.internal.jooq.Tables.BILLING_PERIOD;

import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.event.EventTypes;
import io.ispkit.core.installation.Installation;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.core.plan.BandwidthPlan;
import io.ispkit.core.service.Service;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.internal.JsonText;
import io.ispkit.runtime.internal.jooq.tables.records.ActivationRecord;
import io.ispkit.runtime.internal.jooq.tables.records.BillingPeriodRecord;
import io.ispkit.runtime.internal.jooq.tables.records.ServiceRecord;
import io.ispkit.runtime.internal.jooq.tables.records.SubscriptionRecord;
import io.ispkit.runtime.plan.Plans;
import io.ispkit.runtime.service.Subscription.State;
import io.ispkit.runtime.tenant.Fields;
import io.ispkit.runtime.tenant.TenantScope;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Activates services.
 *
 * <p>A service is active exactly once: the first billing period begins with it. What was there
 * before is stored beside the activation, so that {@link Deactivations} do not have to guess.
 */
final class Activations {

  private final TenantScope scope;
  private final Plans plans;
  private final Subscriptions subscriptions;

  Activations(TenantScope scope, Plans plans, Subscriptions subscriptions) {
    this.scope = scope;
    this.plans = plans;
    this.subscriptions = subscriptions;
  }

  Outcome<List<Change>> plan(String serviceId, Operation operation) {
    return scope.read(
        operation,
        jooq -> {
          ServiceRecord row = ServiceRows.byId(scope, jooq, serviceId);
          if (row == null && !serviceId.equals(KeptServices.NEW_ID)) {
            return Outcome.refused("not_found", "service " + serviceId + " is unknown");
          }
          if (row != null && ServiceRows.isIn(row, Service.Status.CANCELLED)) {
            return Outcome.refused("cancelled", "service " + serviceId + " was cancelled");
          }
          if (row != null && ServiceRows.isIn(row, Service.Status.ACTIVE)) {
            return Outcome.done(List.of(Change.none(Fields.DATABASE, "service " + serviceId)));
          }
          SubscriptionRecord subscription =
              row == null ? null : subscriptions.row(jooq, row.getSubscriptionId());
          State state =
              subscription == null ? State.PENDING : State.valueOf(subscription.getState());
          return Outcome.done(changes(serviceId, state));
        });
  }

  Outcome<Service> activate(String serviceId, Installation visit, Operation operation) {
    return scope.write(
        operation,
        tx -> {
          DSLContext jooq = scope.lock(tx);
          ServiceRecord row = ServiceRows.byId(scope, jooq, serviceId);
          Refusal refusal = refusal(row, serviceId, visit);
          if (row == null || refusal != null) {
            return Outcome.refused(refusal == null ? unknown(serviceId) : refusal);
          }
          if (!ServiceRows.isIn(row, Service.Status.ACTIVE)) {
            activate(tx, jooq, row, visit.id(), operation);
          }
          return Outcome.done(ServiceRows.service(row));
        });
  }

  private static @Nullable Refusal refusal(
      @Nullable ServiceRecord row, String serviceId, Installation visit) {
    if (row == null) {
      return unknown(serviceId);
    }
    if (ServiceRows.isIn(row, Service.Status.CANCELLED)) {
      return Refusal.permanent("cancelled", "service " + serviceId + " was cancelled");
    }
    if (ServiceRows.isIn(row, Service.Status.ACTIVE)) {
      return null;
    }
    boolean installed =
        visit.status() == Installation.Status.COMPLETED
            && visit.customer().value().equals(row.getCustomerId());
    return installed
        ? null
        : Refusal.permanent(
            "not_installed",
            "installation " + visit.id() + " for service " + serviceId + " is not completed");
  }

  private void activate(
      Transaction transaction,
      DSLContext jooq,
      ServiceRecord row,
      String installationId,
      Operation operation) {
    Instant now = scope.now();
    SubscriptionRecord subscription = subscriptions.row(jooq, row.getSubscriptionId());
    State state = subscription == null ? null : State.valueOf(subscription.getState());
    boolean starts = state == State.PENDING || state == State.TRIAL;
    record(jooq, row, starts ? subscription : null, installationId, operation, now);
    if (starts && subscription != null) {
      subscriptions.change(transaction, subscription, State.ACTIVE, now, row.getId());
    }
    startBilling(jooq, row, now);
    Map<String, String> metadata = new LinkedHashMap<>(JsonText.readTexts(row.getMetadata()));
    metadata.put("installation_id", installationId);
    metadata.put("activation_operation", operation.id().value());
    metadata.put("subscription_id", row.getSubscriptionId());
    row.setStatus(Service.Status.ACTIVE.name());
    row.setActivatedAt(now);
    row.setSubscriptionActivated(starts);
    row.setBillingStartedAt(now);
    row.setMetadata(JsonText.write(metadata));
    row.setUpdatedAt(now);
    row.update();
    scope.publish(
        transaction,
        EventTypes.SERVICE_ACTIVATED,
        row.getCustomerId(),
        Map.of(
            "service_id", row.getId(),
            "customer_id", row.getCustomerId(),
            "plan", row.getPlanCode(),
            "username", row.getUsername(),
            "installation_id", installationId,
            "activated_at", now.toString()));
  }

  private void record(
      DSLContext jooq,
      ServiceRecord row,
      @Nullable SubscriptionRecord subscription,
      String installationId,
      Operation operation,
      Instant now) {
    ImageBefore image =
        new ImageBefore(
            row.getStatus(),
            ImageBefore.text(row.getActivatedAt()),
            row.getSubscriptionActivated(),
            ImageBefore.text(row.getBillingStartedAt()),
            JsonText.readTexts(row.getMetadata()),
            subscription == null ? null : subscription.getState(),
            subscription == null ? null : ImageBefore.text(subscription.getActivatedAt()));
    jooq.insertInto(ACTIVATION)
        .set(
            new ActivationRecord(
                scope.key(),
                operation.id().value(),
                row.getId(),
                installationId,
                ImageBefore.VERSION,
                JsonText.write(image),
                now))
        .execute();
  }

  private void startBilling(DSLContext jooq, ServiceRecord row, Instant now) {
    BandwidthPlan plan = plans.find(jooq, row.getPlanCode()).orElseThrow();
    jooq.insertInto(BILLING_PERIOD)
        .set(
            new BillingPeriodRecord(
                scope.key(),
                row.getId(),
                1,
                plan.code(),
                plan.price().amount(),
                plan.price().currency().getCurrencyCode(),
                now))
        .execute();
  }

  private static List<Change> changes(String serviceId, State state) {
    List<Change> service =
        List.of(
            Change.update(
                Fields.DATABASE,
                "service " + serviceId,
                new FieldChange("status", "provisioning", "active")),
            Change.create(Fields.DATABASE, "billing period 1 of service " + serviceId));
    if (state != State.PENDING && state != State.TRIAL) {
      return service;
    }
    return List.of(
        service.get(0),
        service.get(1),
        Change.update(
            Fields.DATABASE,
            "subscription of service " + serviceId,
            new FieldChange("state", state.text(), State.ACTIVE.text())));
  }

  private static Refusal unknown(String serviceId) {
    return Refusal.permanent("not_found", "service " + serviceId + " is unknown");
  }
}
