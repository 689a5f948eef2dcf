package io.ispkit.quickstart;

import io.ispkit.runtime.module.TenantServices;
import io.ispkit.workflow.deployment.DeploymentOrder;
import io.ispkit.workflow.deployment.DeploymentResult;
import io.ispkit.workflow.deployment.DeploymentState;
import io.ispkit.workflow.deployment.Deployments;
import io.ispkit.workflow.deployment.StepResults;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Watches orders until nothing more happens to them by itself. */
final class Watch {

  private static final Duration PAUSE = Duration.ofMillis(25);

  private final Deployments deployments;
  private final InstantSource clock;
  private final boolean installed;
  private final Duration patience;

  /**
   * A watch.
   *
   * @param installed whether to signal the technician's work as done
   * @param patience how long to wait when nothing moves
   */
  Watch(TenantServices tenant, InstantSource clock, boolean installed, Duration patience) {
    this.deployments = tenant.get(Deployments.class);
    this.clock = clock;
    this.installed = installed;
    this.patience = patience;
  }

  List<DeploymentResult> untilQuiet(List<DeploymentOrder> orders, ProgressBar bar)
      throws InterruptedException {
    Map<DeploymentOrder, DeploymentResult> results = new LinkedHashMap<>();
    List<DeploymentOrder> open = new ArrayList<>(orders);
    long lastMove = System.nanoTime();
    while (!open.isEmpty() && System.nanoTime() - lastMove < patience.toNanos()) {
      for (DeploymentOrder order : List.copyOf(open)) {
        DeploymentResult result = deployments.result(order).orElseThrow();
        DeploymentResult before = results.put(order, result);
        if (before == null || !before.steps().equals(result.steps()) || before.state() != result.state()) {
          lastMove = System.nanoTime();
        }
        if (result.state() == DeploymentState.WAITING && installed) {
          deployments.installed(order, clock.instant());
        } else if (isQuiet(result)) {
          open.remove(order);
        }
      }
      bar.show(orders.size() - open.size());
      if (!open.isEmpty()) {
        Thread.sleep(PAUSE.toMillis());
      }
    }
    bar.end();
    return orders.stream().map(order -> deployments.result(order).orElseThrow()).toList();
  }

  private static boolean isQuiet(DeploymentResult result) {
    return switch (result.state()) {
      case IN_PROGRESS -> false;
      case DEPLOYED, PENDING ->
          !(result.steps().get("notification") instanceof StepResults.Notification message)
              || !("queued".equals(message.status()) || "sending".equals(message.status()));
      case WAITING, REFUSED, FAILED, PAUSED -> true;
    };
  }
}
