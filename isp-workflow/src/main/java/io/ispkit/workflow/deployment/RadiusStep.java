package io.ispkit.workflow.deployment;

import io.ispkit.core.change.Change;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.subscriber.Passwords;
import io.ispkit.core.subscriber.SubscriberDirectory;
import io.ispkit.core.subscriber.SubscriberSpec;
import io.ispkit.workflow.Step;
import io.ispkit.workflow.StepContext;
import io.ispkit.workflow.StepPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Lets the subscriber in: the rows that the RADIUS server reads. */
final class RadiusStep implements Step<Deployment> {

  static final String NAME = "radius";

  private static final Duration SESSION = Duration.ofHours(24);
  private static final Duration IDLE = Duration.ofMinutes(15);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Reach reach(Deployment state, StepContext context) {
    return directory(context).reach();
  }

  @Override
  public Outcome<StepPlan<Deployment>> plan(Deployment state, StepContext context) {
    return directory(context)
        .plan(spec(state), context.operation())
        .map(changes -> new StepPlan<>(changes, state));
  }

  /**
   * Makes the password, so that it is stored before the directory is called: whatever happens to
   * the call, every repeat writes the same one.
   */
  @Override
  public Outcome<Deployment> prepare(Deployment state, StepContext context) {
    return Outcome.done(
        state.password() == null ? state.with(Passwords.next(context.random())) : state);
  }

  @Override
  public Outcome<Deployment> run(Deployment state, StepContext context) {
    return directory(context)
        .provision(spec(state), context.operation())
        .map(subscriber -> state.with(RadiusResult.of(subscriber)));
  }

  @Override
  public Outcome<Optional<Deployment>> probe(Deployment state, StepContext context) {
    return directory(context)
        .find(context.operation())
        .map(found -> found.map(subscriber -> state.with(RadiusResult.of(subscriber))));
  }

  @Override
  public Outcome<List<Change>> undo(Deployment state, StepContext context) {
    return directory(context).restore(context.operation());
  }

  private static SubscriberDirectory directory(StepContext context) {
    return context.service(SubscriberDirectory.class);
  }

  private static SubscriberSpec spec(Deployment state) {
    NetworkResult network = state.requireNetwork();
    BitRate download = state.requireRates().download();
    return new SubscriberSpec(
        state.order().customer(),
        network.username(),
        network.bandwidthPlan(),
        download,
        state.requireRates().upload(),
        network.address(),
        SESSION,
        IDLE,
        state.password());
  }
}
