package io.ispkit.workflow.deployment;

import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.installation.InstallationDesk;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.service.Service;
import io.ispkit.core.service.ServiceDesk;
import io.ispkit.workflow.Step;
import io.ispkit.workflow.StepContext;
import io.ispkit.workflow.StepPlan;
import java.util.List;
import java.util.Locale;

/** Activates the service, with subscription and billing. */
final class ActivationStep implements Step<Deployment> {

  static final String NAME = "activation";

  @Override
  public String name() {
    return NAME;
  }

  /** Remote also when only the installation desk is, which has to be asked about the visit. */
  @Override
  public Reach reach(Deployment state, StepContext context) {
    return desk(context).reach() == Reach.REMOTE || visits(context).reach() == Reach.REMOTE
        ? Reach.REMOTE
        : Reach.TRANSACTION;
  }

  /** The service that a plan speaks of is not there yet, so its activation is told here. */
  @Override
  public Outcome<StepPlan<Deployment>> plan(Deployment state, StepContext context) {
    NetworkResult network = state.requireNetwork();
    Outcome<List<Change>> changes =
        desk(context).planActivation(network.serviceId(), context.operation());
    if (changes instanceof Outcome.Refused<List<Change>> refused
        && refused.refusal().isPermanent()) {
      changes =
          Outcome.done(
              List.of(
                  Change.update(
                      "database",
                      "service " + network.username(),
                      new FieldChange(
                          "status",
                          lower(Service.Status.PROVISIONING),
                          lower(Service.Status.ACTIVE)),
                      FieldChange.set("subscription", "active"),
                      FieldChange.set("billing", "started"))));
    }
    return changes.map(list -> new StepPlan<>(list, state));
  }

  @Override
  public Outcome<Deployment> run(Deployment state, StepContext context) {
    return visits(context)
        .find(context.operationOf(InstallationStep.NAME))
        .flatMap(
            visit ->
                visit.isEmpty()
                    ? Outcome.refused(
                        "not_installed", "the installation desk knows no visit of this order")
                    : desk(context)
                        .activate(
                            state.requireNetwork().serviceId(), visit.get(), context.operation()))
        .map(
            service ->
                state.with(ActivationResult.of(service, state.order().email(), notes(state))));
  }

  @Override
  public Outcome<List<Change>> undo(Deployment state, StepContext context) {
    return desk(context).deactivate(context.operation());
  }

  private static InstallationDesk visits(StepContext context) {
    return context.service(InstallationDesk.class);
  }

  private static ServiceDesk desk(StepContext context) {
    return context.service(ServiceDesk.class);
  }

  private static String notes(Deployment state) {
    String visit = "Installation " + state.requireInstallation().ticketNumber() + " completed";
    CpeResult router = state.cpe();
    return router != null && router.pending()
        ? visit + "; router " + router.deviceSerial() + " pending"
        : visit;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
