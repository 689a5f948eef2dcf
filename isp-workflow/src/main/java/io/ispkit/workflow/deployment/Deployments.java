package io.ispkit.workflow.deployment;

import io.ispkit.core.device.DeviceConfigurations;
import io.ispkit.core.device.DeviceManager;
import io.ispkit.core.device.DeviceReport;
import io.ispkit.core.id.OperationId;
import io.ispkit.core.installation.InstallationDesk;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.secret.Secret;
import io.ispkit.core.subscriber.SubscriberDirectory;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.module.TenantServices;
import io.ispkit.workflow.RunPlan;
import io.ispkit.workflow.RunState;
import io.ispkit.workflow.RunView;
import io.ispkit.workflow.Workflows;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The orders of one tenant on their way to a service. Thread-safe. Reached by {@code
 * isp.tenant(id).get(Deployments.class)}. An order is known by {@link DeploymentOrder#key}.
 */
public final class Deployments {

  private final Database database;
  private final TenantServices tenant;

  public Deployments(Database database, TenantServices tenant) {
    this.database = database;
    this.tenant = tenant;
  }

  /** What the order would write where. Writes nothing; may ask other systems. */
  public RunPlan plan(DeploymentOrder order) {
    return workflows().plan(TicketToDeployment.DEFINITION, order.key(), Deployment.of(order));
  }

  /**
   * What the orders would write where, taken up in this order: no two of them show the same address
   * or user name, and what one takes another is refused. Only in a backend that was opened
   * {@linkplain io.ispkit.runtime.IspBuilder#readOnly for planning only}; may ask other systems,
   * and writes nothing to them.
   *
   * @return the plans, in the order of the orders
   * @throws IllegalStateException the backend is not for planning only
   */
  public List<RunPlan> plan(List<DeploymentOrder> orders) {
    return workflows()
        .plan(
            TicketToDeployment.DEFINITION,
            orders.stream().map(Deployment::of).toList(),
            deployment -> deployment.order().key());
  }

  /** Takes the order up and returns its run's id; an order that is known already is left alone. */
  public String start(DeploymentOrder order) {
    return database.transact(tx -> start(tx, order));
  }

  /** The same in the caller's transaction: the order is taken up if and only if that commits. */
  public String start(Transaction transaction, DeploymentOrder order) {
    return workflows()
        .start(transaction, TicketToDeployment.DEFINITION, order.key(), Deployment.of(order));
  }

  /** Where the order of this key stands. */
  public Optional<DeploymentResult> status(String key) {
    return workflows().findByKey(TicketToDeployment.DEFINITION, key).map(this::report);
  }

  /** Where the order of this run stands. */
  public Optional<DeploymentResult> statusOf(String runId) {
    return workflows().run(TicketToDeployment.DEFINITION, runId).map(this::report);
  }

  /**
   * The RADIUS password of the subscriber that this run made, in clear, whatever the form in which
   * the directory keeps it. May ask the directory, and then blocks.
   *
   * @return done with empty when the run has made no subscriber, or has taken it back; else as the
   *     directory says
   */
  public Outcome<Optional<Secret>> password(String runId) {
    Optional<RunView<Deployment>> run = workflows().run(TicketToDeployment.DEFINITION, runId);
    if (run.isEmpty()
        || run.get().state().radius() == null
        || run.get().runState() == RunState.UNDOING
        || run.get().runState() == RunState.FAILED) {
      return Outcome.done(Optional.empty());
    }
    Deployment state = run.get().state();
    Secret kept = state.password();
    return kept != null
        ? Outcome.done(Optional.of(kept))
        : tenant
            .get(SubscriberDirectory.class)
            .password(state.requireNetwork().username(), operation(runId, RadiusStep.NAME));
  }

  /**
   * The technician's work for this run is done: records it at the installation desk, and lets the
   * run go on; both or none, when the desk is in our database. Repeating it changes nothing.
   *
   * @return done with false when the run has arranged no visit, or has ended; else as the desk says
   */
  public Outcome<Boolean> installed(String runId, Instant completedAt) {
    Optional<RunView<Deployment>> run = workflows().run(TicketToDeployment.DEFINITION, runId);
    if (run.isEmpty() || run.get().runState().isEnd()) {
      return Outcome.done(false);
    }
    InstallationResult visit = run.get().state().installation();
    if (visit == null) {
      return Outcome.done(false);
    }
    InstallationDesk desk = tenant.get(InstallationDesk.class);
    Operation operation = operation(runId, InstallationStep.COMPLETED);
    Map<String, Object> data = Map.of("completed_at", completedAt.toString());
    if (desk.reach() == Reach.TRANSACTION) {
      return database.transact(
          tx ->
              desk.complete(visit.installationId(), completedAt, operation.within(tx))
                  .map(done -> workflows().signal(tx, runId, InstallationStep.COMPLETED, data)));
    }
    return desk.complete(visit.installationId(), completedAt, operation)
        .map(done -> workflows().signal(runId, InstallationStep.COMPLETED, data));
  }

  /** The same for a visit that is known by its own id; looks among the runs that wait for one. */
  public Outcome<Boolean> installedAt(String installationId, Instant completedAt) {
    return workflows().runs(TicketToDeployment.NAME, RunState.WAITING, Integer.MAX_VALUE).stream()
        .filter(runId -> isVisitOf(installationId, runId))
        .findFirst()
        .map(runId -> installed(runId, completedAt))
        .orElseGet(() -> Outcome.done(false));
  }

  /**
   * Asks after up to {@code limit} routers that are not confirmed yet, least recently tried first,
   * which applies their configuration when they have appeared. A router that has not called the
   * auto-configuration server since it was last asked in vain is not woken. Blocks for that server.
   * May be called as often as one likes.
   *
   * @return how many are confirmed now
   */
  public int confirmPending(int limit) {
    DeviceManager devices = tenant.get(DeviceManager.class);
    List<DeviceConfigurations.Kept> pending =
        tenant.get(DeviceConfigurations.class).pending(tenant.id(), limit);
    int confirmed = 0;
    for (DeviceConfigurations.Kept kept : pending) {
      Operation operation = Operation.of(tenant.id(), new OperationId(kept.operation()));
      Outcome<Optional<DeviceReport>> outcome = devices.confirmQuietly(operation);
      if (outcome instanceof Outcome.Done<Optional<DeviceReport>> done
          && done.value().filter(r -> r.status() == DeviceReport.Status.CONFIRMED).isPresent()) {
        confirmed++;
      }
    }
    return confirmed;
  }

  private DeploymentResult report(RunView<Deployment> run) {
    CpeResult router = run.state().cpe();
    boolean mayBeNewer = router != null && router.pending() && run.runState() != RunState.FAILED;
    return DeploymentReport.of(
        run,
        mayBeNewer
            ? tenant
                .get(DeviceConfigurations.class)
                .find(operation(run.id(), CpeStep.NAME))
                .map(DeviceConfigurations.Kept::report)
            : Optional.empty());
  }

  private boolean isVisitOf(String installationId, String runId) {
    return workflows()
        .run(TicketToDeployment.DEFINITION, runId)
        .map(run -> run.state().installation())
        .filter(visit -> visit.installationId().equals(installationId))
        .isPresent();
  }

  private Operation operation(String runId, String stage) {
    return Operation.of(tenant.id(), OperationId.of(runId, stage));
  }

  private Workflows workflows() {
    return tenant.get(Workflows.class);
  }
}
