package io.ispkit.workflow.deployment;

import io.ispkit.core.change.Change;
import io.ispkit.core.device.DeviceManager;
import io.ispkit.core.device.DeviceSpec;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.secret.Secret;
import io.ispkit.core.subscriber.SubscriberDirectory;
import io.ispkit.workflow.Step;
import io.ispkit.workflow.StepContext;
import io.ispkit.workflow.StepPlan;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Configures the customer's router. One that is offline, or unknown, holds nothing up: the result
 * is pending. The PPPoE password comes from the state; a run that began when it was not kept there
 * asks the directory.
 */
final class CpeStep implements Step<Deployment> {

  static final String NAME = "cpe";

  private static final String TEMPLATE = "default";

  @Override
  public String name() {
    return NAME;
  }

  /** Remote also when only the directory is, and has to be asked for the password. */
  @Override
  public Reach reach(Deployment state, StepContext context) {
    return devices(context).reach() == Reach.REMOTE
            || (state.password() == null
                && context.service(SubscriberDirectory.class).reach() == Reach.REMOTE)
        ? Reach.REMOTE
        : Reach.TRANSACTION;
  }

  @Override
  public Outcome<StepPlan<Deployment>> plan(Deployment state, StepContext context) {
    return devices(context)
        .plan(spec(state, null), context.operation())
        .map(changes -> new StepPlan<>(changes, state));
  }

  @Override
  public Outcome<Deployment> run(Deployment state, StepContext context) {
    return password(state, context)
        .flatMap(
            password ->
                devices(context).configure(spec(state, password.orElse(null)), context.operation()))
        .map(report -> state.with(CpeResult.of(report)));
  }

  @Override
  public Outcome<Optional<Deployment>> probe(Deployment state, StepContext context) {
    return devices(context)
        .confirm(context.operation())
        .map(found -> found.map(report -> state.with(CpeResult.of(report))));
  }

  @Override
  public Outcome<List<Change>> undo(Deployment state, StepContext context) {
    return devices(context).revert(context.operation());
  }

  private static Outcome<Optional<Secret>> password(Deployment state, StepContext context) {
    Secret kept = state.password();
    return kept != null
        ? Outcome.done(Optional.of(kept))
        : context
            .service(SubscriberDirectory.class)
            .password(state.requireNetwork().username(), context.operationOf(RadiusStep.NAME));
  }

  private static DeviceManager devices(StepContext context) {
    return context.service(DeviceManager.class);
  }

  private static DeviceSpec spec(Deployment state, @Nullable Secret password) {
    NetworkResult network = state.requireNetwork();
    return new DeviceSpec(
        state.order().customer(),
        network.serviceId(),
        state.order().serial(),
        TEMPLATE,
        network.username(),
        password,
        state.order().wifi());
  }
}
