package io.ispkit.workflow.deployment;

import io.ispkit.core.change.Change;
import io.ispkit.core.installation.Installation;
import io.ispkit.core.installation.InstallationDesk;
import io.ispkit.core.installation.InstallationRequest;
import io.ispkit.core.installation.Priority;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.workflow.Step;
import io.ispkit.workflow.StepContext;
import io.ispkit.workflow.StepPlan;
import java.util.List;
import java.util.Optional;

/** Sends a technician; the wait {@link #COMPLETED} follows. */
final class InstallationStep implements Step<Deployment> {

  static final String NAME = "installation";

  /** The wait for the technician, and the signal that ends it. */
  static final String COMPLETED = "installation_completed";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Reach reach(Deployment state, StepContext context) {
    return desk(context).reach();
  }

  @Override
  public Outcome<StepPlan<Deployment>> plan(Deployment state, StepContext context) {
    return desk(context)
        .plan(request(state), context.operation())
        .map(changes -> new StepPlan<>(changes, state));
  }

  /** The visit counts in the load of its technician. */
  @Override
  public void rehearse(Deployment state, StepPlan<Deployment> planned, StepContext context) {
    if (reach(state, context) == Reach.TRANSACTION) {
      run(state, context);
    }
  }

  @Override
  public Outcome<Deployment> run(Deployment state, StepContext context) {
    return desk(context)
        .schedule(request(state), context.operation())
        .map(visit -> state.with(InstallationResult.of(visit)));
  }

  @Override
  public Outcome<Optional<Deployment>> probe(Deployment state, StepContext context) {
    return desk(context)
        .find(context.operation())
        .map(found -> found.map(visit -> state.with(InstallationResult.of(visit))));
  }

  /** A visit that took place cannot be undone, and need not be: the ticket stays as it is. */
  @Override
  public Outcome<List<Change>> undo(Deployment state, StepContext context) {
    Outcome<List<Change>> cancelled = desk(context).cancel(context.operation());
    boolean tookPlace =
        cancelled instanceof Outcome.Refused<List<Change>> refused
            && refused.refusal().code().equals("already_completed");
    InstallationResult visit = state.installation();
    return tookPlace && visit != null
        ? Outcome.done(
            List.of(Change.none("database", "ticket " + visit.ticketNumber() + " (work is done)")))
        : cancelled;
  }

  /** Whether the desk says, without a signal, that the work is done. */
  static boolean isCompleted(Deployment state, StepContext context) {
    if (desk(context).reach() != Reach.TRANSACTION) {
      return false; // waits run in a transaction: only the signal can tell
    }
    return desk(context).find(context.operationOf(NAME)).orElseThrow().stream()
        .anyMatch(visit -> visit.status() == Installation.Status.COMPLETED);
  }

  private static InstallationDesk desk(StepContext context) {
    return context.service(InstallationDesk.class);
  }

  private static InstallationRequest request(Deployment state) {
    return new InstallationRequest(
        state.order().customer(),
        state.requireNetwork().serviceId(),
        state.order().location(),
        Priority.NORMAL,
        null,
        null);
  }
}
