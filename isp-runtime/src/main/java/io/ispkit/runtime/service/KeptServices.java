package io.ispkit.runtime.service;

import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.change.Change;
import io.ispkit.core.installation.Installation;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.service.Service;
import io.ispkit.core.service.ServiceDesk;
import io.ispkit.core.service.ServiceRequest;
import io.ispkit.runtime.internal.jooq.tables.records.ServiceRecord;
import io.ispkit.runtime.plan.Plans;
import io.ispkit.runtime.tenant.TenantScope;
import java.util.List;
import java.util.Optional;

/** The service desk over the services that the backend keeps itself. */
public final class KeptServices implements ServiceDesk {

  /** Stands for the id of a service that a plan would open. */
  public static final String NEW_ID = "new";

  private final TenantScope scope;
  private final Openings openings;
  private final Cancellations cancellations;
  private final Activations activations;
  private final Deactivations deactivations;

  public KeptServices(TenantScope scope, Plans plans, Subscriptions subscriptions) {
    NameBook names = new NameBook(scope);
    this.scope = scope;
    this.openings = new Openings(scope, plans, names, subscriptions);
    this.cancellations = new Cancellations(scope, names, subscriptions);
    this.activations = new Activations(scope, plans, subscriptions);
    this.deactivations = new Deactivations(scope, subscriptions);
  }

  @Override
  public Reach reach() {
    return Reach.TRANSACTION;
  }

  /** {@inheritDoc} The id of a service that is not yet there is {@link #NEW_ID}. */
  @Override
  public Outcome<Service> plan(ServiceRequest request, Operation operation) {
    return openings.plan(request, operation);
  }

  @Override
  public Outcome<Service> open(ServiceRequest request, Operation operation) {
    return openings.open(request, operation);
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
    return cancellations.cancel(operation);
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
  public Outcome<Service> activate(String serviceId, Installation visit, Operation operation) {
    return activations.activate(serviceId, visit, operation);
  }

  @Override
  public Outcome<List<Change>> deactivate(Operation operation) {
    return deactivations.deactivate(operation);
  }
}
