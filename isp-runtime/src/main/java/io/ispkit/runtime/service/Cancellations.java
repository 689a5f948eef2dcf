package io.ispkit.runtime.service;

import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.event.EventTypes;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.service.Service;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.internal.jooq.tables.records.ServiceRecord;
import io.ispkit.runtime.internal.jooq.tables.records.SubscriptionRecord;
import io.ispkit.runtime.service.Subscription.State;
import io.ispkit.runtime.tenant.Fields;
import io.ispkit.runtime.tenant.TenantScope;
import java.util.List;
import org.jooq.DSLContext;

/** Undoes the opening of services: frees their names, and gives back their subscription. */
final class Cancellations {

  private final TenantScope scope;
  private final NameBook names;
  private final Subscriptions subscriptions;

  Cancellations(TenantScope scope, NameBook names, Subscriptions subscriptions) {
    this.scope = scope;
    this.names = names;
    this.subscriptions = subscriptions;
  }

  Outcome<List<Change>> cancel(Operation operation) {
    return scope.write(
        operation,
        tx -> {
          DSLContext jooq = scope.lock(tx);
          ServiceRecord row = ServiceRows.opened(scope, jooq, operation);
          if (row == null || ServiceRows.isIn(row, Service.Status.CANCELLED)) {
            return Outcome.done(List.of());
          }
          if (ServiceRows.isIn(row, Service.Status.ACTIVE)) {
            return Outcome.refused("already_active", "service " + row.getId() + " is active");
          }
          row.setStatus(Service.Status.CANCELLED.name());
          row.setUpdatedAt(scope.now());
          row.update();
          names.free(jooq, row.getId());
          giveBackSubscription(tx, jooq, row);
          ServiceRows.publish(scope, tx, EventTypes.SERVICE_CANCELLED, row);
          return Outcome.done(
              List.of(
                  Change.update(
                      Fields.DATABASE,
                      "service " + row.getId(),
                      new FieldChange("status", "provisioning", "cancelled"),
                      new FieldChange("username", row.getUsername(), null))));
        });
  }

  /** One that was agreed before waits again; one that came with the service ends with it. */
  private void giveBackSubscription(
      Transaction transaction, DSLContext jooq, ServiceRecord service) {
    SubscriptionRecord row = subscriptions.row(jooq, service.getSubscriptionId());
    if (row == null) {
      return;
    }
    if (service.getSubscriptionAdopted()) {
      State state = State.valueOf(row.getState());
      subscriptions.change(transaction, row, state, row.getActivatedAt(), null);
    } else {
      subscriptions.change(
          transaction, row, State.CANCELLED, row.getActivatedAt(), row.getServiceId());
    }
  }
}
