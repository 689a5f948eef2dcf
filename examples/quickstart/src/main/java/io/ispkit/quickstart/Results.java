package io.ispkit.quickstart;

import io.ispkit.core.id.OperationId;
import io.ispkit.core.notification.Notifier;
import io.ispkit.core.notification.QueuedNotification;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.secret.Secret;
import io.ispkit.runtime.module.TenantServices;
import io.ispkit.workflow.deployment.DeploymentOrder;
import io.ispkit.workflow.deployment.DeploymentResult;
import io.ispkit.workflow.deployment.Deployments;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what became of orders, with what came after their steps: the message that left, and the
 * password when asked for.
 */
final class Results {

  private final TenantServices tenant;
  private final boolean showPasswords;

  Results(TenantServices tenant, boolean showPasswords) {
    this.tenant = tenant;
    this.showPasswords = showPasswords;
  }

  DeploymentResult of(DeploymentOrder order) {
    DeploymentResult result = tenant.get(Deployments.class).status(order.key()).orElseThrow();
    Map<String, Map<String, Object>> steps = new LinkedHashMap<>(result.steps());
    steps.computeIfPresent("notification", (name, step) -> withPresentStatus(result, step));
    if (showPasswords) {
      steps.computeIfPresent("radius", (name, step) -> withPassword(result, step));
    }
    return new DeploymentResult(
        result.runId(),
        result.customerId(),
        result.state(),
        result.reason(),
        steps,
        result.undone());
  }

  private Map<String, Object> withPresentStatus(DeploymentResult result, Map<String, Object> step) {
    Operation operation = operation(result, "notification");
    if (tenant.get(Notifier.class).find(operation)
            instanceof Outcome.Done<Optional<QueuedNotification>> done
        && done.value().isPresent()) {
      Map<String, Object> present = new LinkedHashMap<>(step);
      present.put("provider", done.value().get().provider());
      present.put("status", done.value().get().status());
      return present;
    }
    return step;
  }

  private Map<String, Object> withPassword(DeploymentResult result, Map<String, Object> step) {
    if (tenant.get(Deployments.class).password(result.runId())
            instanceof Outcome.Done<Optional<Secret>> done
        && done.value().isPresent()) {
      Map<String, Object> shown = new LinkedHashMap<>(step);
      shown.put("password", done.value().get().reveal());
      return shown;
    }
    return step;
  }

  private Operation operation(DeploymentResult result, String step) {
    return Operation.of(tenant.id(), OperationId.of(result.runId(), step));
  }
}
