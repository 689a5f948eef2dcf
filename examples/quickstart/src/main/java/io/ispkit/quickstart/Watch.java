package io.ispkit.quickstart;

import io.ispkit.core.id.OperationId;
import io.ispkit.core.notification.Notifier;
import io.ispkit.core.notification.QueuedNotification;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.runtime.module.TenantServices;
import io.ispkit.workflow.RunState;
import io.ispkit.workflow.RunView;
import io.ispkit.workflow.Workflows;
import io.ispkit.workflow.deployment.Deployment;
import io.ispkit.workflow.deployment.DeploymentOrder;
import io.ispkit.workflow.deployment.Deployments;
import io.ispkit.workflow.deployment.TicketToDeployment;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Watches orders until nothing more happens to them by itself. */
final class Watch {

  /** Shortest time between two looks. */
  private static final Duration PAUSE = Duration.ofMillis(25);

  private static final Set<String> UNDER_WAY = Set.of("queued", "sending");

  private final TenantServices tenant;
  private final InstantSource clock;
  private final boolean installed;
  private final Duration patience;
  private final Map<String, String> seen = new HashMap<>();
  private final Set<String> signalled = new HashSet<>();

  /**
   * A watch.
   *
   * @param installed whether to signal the technician's work as done
   * @param patience how long to wait when nothing moves
   */
  Watch(TenantServices tenant, InstantSource clock, boolean installed, Duration patience) {
    this.tenant = tenant;
    this.clock = clock;
    this.installed = installed;
    this.patience = patience;
  }

  /**
   * Returns when every order has come to rest, or none has moved for as long as the patience lasts.
   */
  void untilQuiet(List<DeploymentOrder> orders, ProgressBar bar) throws InterruptedException {
    List<DeploymentOrder> open = new ArrayList<>(orders);
    long lastMove = System.nanoTime();
    while (!open.isEmpty() && System.nanoTime() - lastMove < patience.toNanos()) {
      long look = System.nanoTime();
      for (DeploymentOrder order : List.copyOf(open)) {
        RunView<Deployment> run = run(order);
        String stands = run.runState() + " " + run.stage() + " " + run.steps().size();
        if (!stands.equals(seen.put(order.key(), stands))) {
          lastMove = System.nanoTime();
        }
        if (isQuiet(run)) {
          open.remove(order);
        }
      }
      bar.show(orders.size() - open.size());
      if (!open.isEmpty()) {
        Thread.sleep(pause(System.nanoTime() - look).toMillis());
      }
    }
    bar.end();
  }

  /** As long as the look took, so that watching many orders does not hold up the work on them. */
  private static Duration pause(long look) {
    Duration taken = Duration.ofNanos(look);
    return taken.compareTo(PAUSE) > 0 ? taken : PAUSE;
  }

  private boolean isQuiet(RunView<Deployment> run) {
    return switch (run.runState()) {
      case RUNNING, RETRYING, UNDOING -> false;
      case WAITING -> !installed || !signal(run);
      case COMPLETED -> hasLeft(run);
      case REFUSED, FAILED, PAUSED -> true;
    };
  }

  /** Whether the run goes on; a signal that was sent before is on its way. */
  private boolean signal(RunView<Deployment> run) {
    return !signalled.add(run.id())
        || tenant.get(Deployments.class).installed(run.id(), clock.instant()).orElseThrow();
  }

  /** Whether the message of a completed run has left, or never will. */
  private boolean hasLeft(RunView<Deployment> run) {
    Operation operation = Operation.of(tenant.id(), OperationId.of(run.id(), "notification"));
    return !(tenant.get(Notifier.class).find(operation)
            instanceof Outcome.Done<Optional<QueuedNotification>> done)
        || done.value().filter(message -> UNDER_WAY.contains(message.status())).isEmpty();
  }

  /** Whether an order still moves, or would. */
  boolean isUnfinished(DeploymentOrder order) {
    RunState state = run(order).runState();
    return !state.isEnd() && state != RunState.WAITING;
  }

  private RunView<Deployment> run(DeploymentOrder order) {
    return tenant
        .get(Workflows.class)
        .findByKey(TicketToDeployment.DEFINITION, order.key())
        .orElseThrow();
  }
}
