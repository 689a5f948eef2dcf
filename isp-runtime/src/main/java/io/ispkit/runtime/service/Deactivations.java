package io.ispkit.runtime.service;

import static io.ispkit.runtime.internal.jooq.Tables.ACTIVATION;
import static io.ispkit.runtime.internal.jooq.Tables.BILLING_PERIOD;

import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.event.EventTypes;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.internal.JsonText;
import io.ispkit.runtime.internal.jooq.tables.records.ActivationRecord;
import io.ispkit.runtime.internal.jooq.tables.records.ServiceRecord;
import io.ispkit.runtime.internal.jooq.tables.records.SubscriptionRecord;
import io.ispkit.runtime.service.Subscription.State;
import io.ispkit.runtime.tenant.Fields;
import io.ispkit.runtime.tenant.TenantScope;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jooq.DSLContext;

/** Undoes activations: puts back what stood there before, from the image that was stored. */
final class Deactivations {

  private final TenantScope scope;
  private final Subscriptions subscriptions;

  Deactivations(TenantScope scope, Subscriptions subscriptions) {
    this.scope = scope;
    this.subscriptions = subscriptions;
  }

  Outcome<List<Change>> deactivate(Operation operation) {
    return scope.write(
        operation,
        tx -> {
          DSLContext jooq = scope.lock(tx);
          ActivationRecord activation =
              jooq.selectFrom(ACTIVATION)
                  .where(ACTIVATION.TENANT_ID.eq(scope.key()))
                  .and(ACTIVATION.OPERATION_ID.eq(operation.id().value()))
                  .fetchOne();
          if (activation == null) {
            return Outcome.done(List.of());
          }
          ServiceRecord row = ServiceRows.byId(scope, jooq, activation.getServiceId());
          ImageBefore image = JsonText.read(activation.getImageBefore(), ImageBefore.class);
          jooq.deleteFrom(BILLING_PERIOD)
              .where(BILLING_PERIOD.TENANT_ID.eq(scope.key()))
              .and(BILLING_PERIOD.SERVICE_ID.eq(activation.getServiceId()))
              .execute();
          activation.delete();
          return Outcome.done(row == null ? List.of() : restore(tx, jooq, row, image));
        });
  }

  private List<Change> restore(
      Transaction transaction, DSLContext jooq, ServiceRecord row, ImageBefore image) {
    String state = image.subscriptionState();
    SubscriptionRecord subscription = subscriptions.row(jooq, row.getSubscriptionId());
    if (state != null && subscription != null) {
      subscriptions.change(
          transaction,
          subscription,
          State.valueOf(state),
          ImageBefore.time(image.subscriptionActivatedAt()),
          row.getId());
    }
    String before = row.getStatus();
    row.setStatus(image.status());
    row.setActivatedAt(ImageBefore.time(image.activatedAt()));
    row.setSubscriptionActivated(image.subscriptionActivated());
    row.setBillingStartedAt(ImageBefore.time(image.billingStartedAt()));
    row.setMetadata(JsonText.write(image.metadata()));
    row.setUpdatedAt(scope.now());
    row.update();
    scope.publish(
        transaction,
        EventTypes.SERVICE_DEACTIVATED,
        row.getCustomerId(),
        Map.of("service_id", row.getId(), "customer_id", row.getCustomerId()));
    return List.of(
        Change.update(
            Fields.DATABASE,
            "service " + row.getId(),
            new FieldChange("status", lower(before), lower(image.status()))),
        Change.delete(Fields.DATABASE, "billing period 1 of service " + row.getId()));
  }

  private static String lower(String constant) {
    return constant.toLowerCase(Locale.ROOT);
  }
}
