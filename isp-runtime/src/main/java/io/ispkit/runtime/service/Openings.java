package io.ispkit.runtime.service;

import static io.ispkit.runtime.internal.jooq.Tables.SERVICE;

import io.ispkit.core.event.EventTypes;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.core.plan.BandwidthPlan;
import io.ispkit.core.service.Service;
import io.ispkit.core.service.ServiceRequest;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.internal.jooq.tables.records.ServiceRecord;
import io.ispkit.runtime.internal.jooq.tables.records.SubscriptionRecord;
import io.ispkit.runtime.plan.Plans;
import io.ispkit.runtime.service.Subscription.State;
import io.ispkit.runtime.tenant.TenantScope;
import java.time.Instant;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Opens services: reserves their names, and takes up the subscription that waits for them. */
final class Openings {

  private final TenantScope scope;
  private final ServiceOrders orders;
  private final NameBook names;
  private final Subscriptions subscriptions;

  Openings(TenantScope scope, Plans plans, NameBook names, Subscriptions subscriptions) {
    this.scope = scope;
    this.orders = new ServiceOrders(scope, plans);
    this.names = names;
    this.subscriptions = subscriptions;
  }

  Outcome<Service> plan(ServiceRequest request, Operation operation) {
    return scope.read(
        operation,
        jooq -> {
          ServiceRecord there = ServiceRows.opened(scope, jooq, operation);
          if (there != null) {
            return Outcome.done(ServiceRows.service(there));
          }
          Refusal refusal = orders.refusal(jooq, request);
          return refusal != null
              ? Outcome.refused(refusal)
              : Outcome.done(ServiceRows.service(candidate(jooq, request, operation)));
        });
  }

  Outcome<Service> open(ServiceRequest request, Operation operation) {
    return scope.write(
        operation,
        tx -> {
          DSLContext jooq = scope.lock(tx);
          ServiceRecord there = ServiceRows.opened(scope, jooq, operation);
          if (there != null) {
            return ServiceRows.isIn(there, Service.Status.CANCELLED)
                ? Outcome.refused("cancelled", "service " + there.getId() + " was cancelled")
                : Outcome.done(ServiceRows.service(there));
          }
          Refusal refusal = orders.refusal(jooq, request);
          return refusal != null
              ? Outcome.refused(refusal)
              : Outcome.done(ServiceRows.service(add(tx, jooq, request, operation)));
        });
  }

  private ServiceRecord add(
      Transaction transaction, DSLContext jooq, ServiceRequest request, Operation operation) {
    String id = scope.ids().next();
    NameBook.Candidate username = names.username(jooq, request.email());
    NameBook.Candidate dnsName = names.dnsName(jooq, username);
    ServiceRecord row = row(jooq, id, request, operation, username, dnsName);
    SubscriptionRecord waiting = subscriptions.waiting(jooq, request.customer(), request.plan());
    if (waiting == null) {
      waiting =
          subscriptions.add(transaction, request.customer(), request.plan(), State.PENDING, id);
      row.setSubscriptionAdopted(false);
    } else {
      State state = State.valueOf(waiting.getState());
      subscriptions.change(transaction, waiting, state, waiting.getActivatedAt(), id);
      row.setSubscriptionAdopted(true);
    }
    row.setSubscriptionId(waiting.getId());
    jooq.insertInto(SERVICE).set(row).execute();
    names.reserve(jooq, username, id);
    if (dnsName != null) {
      names.reserve(jooq, dnsName, id);
    }
    ServiceRows.publish(scope, transaction, EventTypes.SERVICE_OPENED, row);
    return row;
  }

  private ServiceRecord candidate(DSLContext jooq, ServiceRequest request, Operation operation) {
    NameBook.Candidate username = names.username(jooq, request.email());
    return row(
        jooq, KeptServices.NEW_ID, request, operation, username, names.dnsName(jooq, username));
  }

  private ServiceRecord row(
      DSLContext jooq,
      String id,
      ServiceRequest request,
      Operation operation,
      NameBook.Candidate username,
      NameBook.@Nullable Candidate dnsName) {
    Instant now = scope.now();
    ServiceRecord row = new ServiceRecord();
    row.setTenantId(scope.key());
    row.setId(id);
    row.setOperationId(operation.id().value());
    row.setCustomerId(request.customer().value());
    row.setPlanCode(request.plan());
    row.setLocation(request.location());
    row.setLocationKey(ServiceOrders.locationKey(request.location()));
    row.setEmail(request.email());
    row.setDeviceSerial(request.deviceSerial());
    row.setUsername(username.name());
    row.setDnsName(dnsName == null ? null : dnsName.name());
    row.setVlan(orders.plan(jooq, request.plan()).map(BandwidthPlan::vlan).orElse(null));
    row.setStatus(Service.Status.PROVISIONING.name());
    row.setSubscriptionActivated(false);
    row.setMetadata("{}");
    row.setCreatedAt(now);
    row.setUpdatedAt(now);
    return row;
  }
}
