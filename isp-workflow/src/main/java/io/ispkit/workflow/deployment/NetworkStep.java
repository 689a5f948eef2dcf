package io.ispkit.workflow.deployment;

import io.ispkit.core.address.AddressAllocator;
import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.address.AddressRequest;
import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.plan.BandwidthPlan;
import io.ispkit.core.service.Service;
import io.ispkit.core.service.ServiceDesk;
import io.ispkit.core.service.ServiceRequest;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.plan.Plans;
import io.ispkit.workflow.Step;
import io.ispkit.workflow.StepContext;
import io.ispkit.workflow.StepPlan;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Opens the service (user name, VLAN, DNS name) and gives it an address. The service is opened
 * before the address is asked for, so that an address in another system always carries the id of a
 * service that exists.
 */
final class NetworkStep implements Step<Deployment> {

  static final String NAME = "network";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Reach reach(Deployment state, StepContext context) {
    return context.service(AddressAllocator.class).reach();
  }

  @Override
  public Outcome<StepPlan<Deployment>> plan(Deployment state, StepContext context) {
    return withRates(state, context)
        .flatMap(
            rates ->
                context
                    .service(ServiceDesk.class)
                    .plan(request(state), context.operation())
                    .flatMap(service -> plan(state, rates, service, context)));
  }

  private static Outcome<StepPlan<Deployment>> plan(
      Deployment state, PlanRates rates, Service service, StepContext context) {
    NetworkResult opened = NetworkResult.of(service);
    AddressRequest request =
        address(state, opened).beside(PlannedAddress.allOf(context.plannedBefore()));
    return context
        .service(AddressAllocator.class)
        .plan(request, context.operation())
        .map(
            address -> {
              List<Change> changes = new ArrayList<>();
              changes.add(opening(service));
              changes.addAll(address);
              InetAddress wanted = state.order().staticAddress();
              InetAddress expected =
                  wanted != null ? wanted : PlannedAddress.in(address).orElse(null);
              return new StepPlan<>(changes, state.with(rates, opened.expecting(expected)));
            });
  }

  private static Change opening(Service service) {
    List<FieldChange> fields = new ArrayList<>();
    fields.add(FieldChange.set("customer", service.customer().value()));
    fields.add(FieldChange.set("plan", service.plan()));
    fields.add(FieldChange.set("location", service.location()));
    fields.add(FieldChange.set("username", service.username()));
    fields.add(new FieldChange("dns_name", null, service.dnsName()));
    Integer vlan = service.vlan();
    fields.add(new FieldChange("vlan", null, vlan == null ? null : vlan.toString()));
    return new Change("database", Change.Action.CREATE, "service " + service.username(), fields);
  }

  /**
   * Opens the service, so that its names and its router are taken. The address is taken too, unless
   * that would be another system's business: plans after this one then learn of it by {@link
   * StepContext#plannedBefore}.
   */
  @Override
  public void rehearse(Deployment state, StepPlan<Deployment> planned, StepContext context) {
    if (context.service(ServiceDesk.class).reach() == Reach.TRANSACTION) {
      Outcome<Deployment> opened = prepare(state, context);
      if (reach(state, context) == Reach.TRANSACTION) {
        opened.flatMap(prepared -> run(prepared, context)).map(ran -> record(ran, context));
      }
    }
  }

  @Override
  public Outcome<Deployment> prepare(Deployment state, StepContext context) {
    return withRates(state, context)
        .flatMap(
            rates ->
                context
                    .service(ServiceDesk.class)
                    .open(request(state), context.operation())
                    .map(service -> state.with(rates, NetworkResult.of(service))));
  }

  @Override
  public Outcome<Deployment> run(Deployment state, StepContext context) {
    return context
        .service(AddressAllocator.class)
        .allocate(address(state, state.requireNetwork()), context.operation())
        .map(assignment -> with(state, assignment));
  }

  @Override
  public Deployment record(Deployment state, StepContext context) {
    context
        .service(ServiceDesk.class)
        .assign(state.requireNetwork().assignment(), context.operation())
        .orElseThrow();
    return state;
  }

  @Override
  public Outcome<Optional<Deployment>> probe(Deployment state, StepContext context) {
    return context
        .service(AddressAllocator.class)
        .find(context.operation())
        .map(found -> found.map(assignment -> with(state, assignment)));
  }

  @Override
  public Outcome<List<Change>> undo(Deployment state, StepContext context) {
    return context.service(AddressAllocator.class).release(context.operation());
  }

  @Override
  public Outcome<List<Change>> unrecord(Deployment state, StepContext context) {
    return context.service(ServiceDesk.class).cancel(context.operation());
  }

  private static Deployment with(Deployment state, AddressAssignment assignment) {
    return state.with(state.requireNetwork().with(assignment));
  }

  private static Outcome<PlanRates> withRates(Deployment state, StepContext context) {
    String code = state.order().plan();
    Plans plans = context.service(Plans.class);
    Optional<Transaction> transaction = context.operation().transaction();
    Optional<BandwidthPlan> plan =
        transaction.isPresent() ? plans.find(transaction.get(), code) : plans.find(code);
    return plan.<Outcome<PlanRates>>map(found -> Outcome.done(PlanRates.of(found)))
        .orElseGet(() -> Outcome.refused("unknown_plan", "plan " + code + " is unknown"));
  }

  private static ServiceRequest request(Deployment state) {
    DeploymentOrder order = state.order();
    return new ServiceRequest(
        order.customer(), order.plan(), order.location(), order.email(), order.serial());
  }

  private static AddressRequest address(Deployment state, NetworkResult network) {
    return new AddressRequest(
        state.order().customer(),
        network.serviceId(),
        state.order().staticAddress(),
        network.dnsName());
  }
}
