package io.ispkit.workflow.deployment;

import io.ispkit.core.change.Change;
import io.ispkit.core.device.WifiSettings;
import io.ispkit.core.notification.Notification;
import io.ispkit.core.notification.Notifier;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.customer.Customers;
import io.ispkit.workflow.Step;
import io.ispkit.workflow.StepContext;
import io.ispkit.workflow.StepPlan;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells the customer that the service works. No secret is in the message's variables. */
final class NotificationStep implements Step<Deployment> {

  static final String NAME = "notification";

  private static final String TYPE = "service_activated";
  private static final String CHANNEL = "email";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Reach reach(Deployment state, StepContext context) {
    return notifier(context).reach();
  }

  @Override
  public Outcome<StepPlan<Deployment>> plan(Deployment state, StepContext context) {
    return notifier(context)
        .plan(message(state, context), context.operation())
        .map(changes -> new StepPlan<>(changes, state));
  }

  @Override
  public Outcome<Deployment> run(Deployment state, StepContext context) {
    return notifier(context)
        .enqueue(message(state, context), context.operation())
        .map(queued -> state.with(NotificationResult.of(queued)));
  }

  @Override
  public Outcome<List<Change>> undo(Deployment state, StepContext context) {
    return notifier(context).withdraw(context.operation());
  }

  private static Notifier notifier(StepContext context) {
    return context.service(Notifier.class);
  }

  private static Notification message(Deployment state, StepContext context) {
    DeploymentOrder order = state.order();
    NetworkResult network = state.requireNetwork();
    PlanRates rates = state.requireRates();
    ActivationResult activation = state.activation();
    Instant activated = activation == null ? null : activation.activatedAt();
    WifiSettings wifi = order.wifi();
    Map<String, Object> variables = new HashMap<>();
    variables.put("customer_name", customerName(state, context));
    variables.put("plan", network.bandwidthPlan());
    variables.put("download_mbps", mbps(rates.download()));
    variables.put("upload_mbps", mbps(rates.upload()));
    variables.put("username", network.username());
    variables.put("service_location", network.serviceLocation());
    variables.put("device_serial", order.serial());
    variables.put("activated_at", (activated == null ? context.now() : activated).toString());
    putIfThere(variables, "ip_address", network.ipAddress());
    putIfThere(variables, "ssid", wifi == null ? null : wifi.ssid());
    return new Notification(order.customer(), TYPE, CHANNEL, variables);
  }

  private static void putIfThere(
      Map<String, Object> variables, String name, @Nullable Object value) {
    if (value != null) {
      variables.put(name, value);
    }
  }

  /** The notifier refuses a customer that nobody knows; until then the id stands for the name. */
  private static String customerName(Deployment state, StepContext context) {
    Customers customers = context.service(Customers.class);
    Optional<Transaction> transaction = context.operation().transaction();
    return (transaction.isPresent()
            ? customers.find(transaction.get(), state.order().customer())
            : customers.find(state.order().customer()))
        .map(account -> account.customer().name())
        .orElse(state.order().customer().value());
  }

  /** Megabits as people write them: 100, 2.5. */
  private static String mbps(BitRate rate) {
    return BigDecimal.valueOf(rate.bitsPerSecond(), 6).stripTrailingZeros().toPlainString();
  }
}
