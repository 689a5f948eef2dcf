package io.ispkit.runtime.service;

import static io.ispkit.runtime.internal.jooq.Tables.SERVICE;

import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.event.EventTypes;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.core.plan.BandwidthPlan;
import io.ispkit.core.service.Service;
import io.ispkit.core.service.ServiceDesk;
import io.ispkit.core.service.ServiceRequest;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.internal.jooq.tables.records.ServiceRecord;
import io.ispkit.runtime.internal.jooq.tables.records.SubscriptionRecord;
import io.ispkit.runtime.plan.Plans;
import io.ispkit.runtime.service.Subscription.State;
import io.ispkit.runtime.tenant.Fields;
import io.ispkit.runtime.tenant.TenantScope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The service desk over the services that the backend keeps itself. */
public final class KeptServices implements ServiceDesk {

  /** Stands for the id of a service that a plan would open. */
  public static final String NEW_ID = "new";

  private final TenantScope scope;
  private final ServiceOrders orders;
  private final NameBook names;
  private final Subscriptions subscriptions;
  private final Activations activations;

  public KeptServices(TenantScope scope, Plans plans, Subscriptions subscriptions) {
    this.scope = scope;
    this.orders = new ServiceOrders(scope, plans);
    this.names = new NameBook(scope);
    this.subscriptions = subscriptions;
    this.activations = new Activations(scope, plans, subscriptions);
  }

  @Override
  public Reach reach() {
    return Reach.TRANSACTION;
  }

  /** {@inheritDoc} The id of a service that is not yet there is {@link #NEW_ID}. */
  @Override
  public Outcome<Service> plan(ServiceRequest request, Operation operation) {
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

  @Override
  public Outcome<Service> open(ServiceRequest request, Operation operation) {
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

  @Override
  public Outcome<Service> assign(AddressAssignment address, Operation operation) {
    return scope.write(
        operation,
        tx -> {
          ServiceRecord row = ServiceRows.opened(scope, scope.lock(tx), operation);
          if (row == null) {
            return Outcome.refused("not_found", "operation " + operation + " opened no service");
          }
          if (ServiceRows.isIn(row, Service.Status.CANCELLED)) {
            return Outcome.refused("cancelled", "service " + row.getId() + " was cancelled");
          }
          ServiceRows.write(row, address);
          row.setUpdatedAt(scope.now());
          row.update();
          return Outcome.done(ServiceRows.service(row));
        });
  }

  @Override
  public Outcome<List<Change>> cancel(Operation operation) {
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
          publish(tx, EventTypes.SERVICE_CANCELLED, row);
          return Outcome.done(
              List.of(
                  Change.update(
                      Fields.DATABASE,
                      "service " + row.getId(),
                      new FieldChange("status", "provisioning", "cancelled"),
                      new FieldChange("username", row.getUsername(), null))));
        });
  }

  @Override
  public Outcome<Optional<Service>> find(Operation operation) {
    return Outcome.done(
        scope.read(
            operation,
            jooq ->
                Optional.ofNullable(ServiceRows.opened(scope, jooq, operation))
                    .map(ServiceRows::service)));
  }

  /** {@inheritDoc} For {@link #NEW_ID}: what it would write for the service that was planned. */
  @Override
  public Outcome<List<Change>> planActivation(String serviceId, Operation operation) {
    return activations.plan(serviceId, operation);
  }

  @Override
  public Outcome<Service> activate(String serviceId, String installationId, Operation operation) {
    return activations.activate(serviceId, installationId, operation);
  }

  @Override
  public Outcome<List<Change>> deactivate(Operation operation) {
    return activations.deactivate(operation);
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
    publish(transaction, EventTypes.SERVICE_OPENED, row);
    return row;
  }

  private ServiceRecord candidate(DSLContext jooq, ServiceRequest request, Operation operation) {
    NameBook.Candidate username = names.username(jooq, request.email());
    return row(jooq, NEW_ID, request, operation, username, names.dnsName(jooq, username));
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

  private void publish(Transaction transaction, String type, ServiceRecord row) {
    scope.publish(
        transaction,
        type,
        row.getCustomerId(),
        Map.of(
            "service_id", row.getId(),
            "customer_id", row.getCustomerId(),
            "plan", row.getPlanCode(),
            "username", row.getUsername()));
  }
}
