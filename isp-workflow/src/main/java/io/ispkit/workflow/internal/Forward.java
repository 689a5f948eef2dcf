package io.ispkit.workflow.internal;

import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.runtime.lane.Next;
import io.ispkit.workflow.Definition.Await;
import io.ispkit.workflow.Definition.Stage;
import io.ispkit.workflow.Definition.Timer;
import io.ispkit.workflow.RetryPolicy;
import io.ispkit.workflow.RunState;
import io.ispkit.workflow.Step;
import io.ispkit.workflow.internal.JournalEntry.Kind;
import io.ispkit.workflow.internal.JournalEntry.Mark;
import io.ispkit.workflow.internal.Verdict.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes a run on by one stage; null: the next stage may follow in the same transaction. */
final class Forward<S> {

  private final Turn<S> turn;
  private final Run run;

  Forward(Turn<S> turn) {
    this.turn = turn;
    this.run = turn.run;
  }

  @Nullable Next next() {
    if (run.pos >= turn.definition.stages().size()) {
      return turn.finish(RunState.COMPLETED, null);
    }
    Stage<S> stage = turn.stage();
    Verdict.Stopped<?> stopped = turn.stopHere();
    if (stopped != null) {
      return stopped(stopped);
    }
    if (stage instanceof Await<S> await) {
      return await(await);
    }
    if (stage instanceof Timer<S> timer) {
      return timer(timer);
    }
    return step(Steps.of(stage));
  }

  private @Nullable Next step(Step<S> step) {
    RunContext context = turn.context(true);
    if (step.reach(turn.state, context) == Reach.REMOTE) {
      return call(step, context);
    }
    turn.state =
        turn.inTransaction(
            () ->
                step.prepare(turn.state, context)
                    .flatMap(prepared -> step.run(prepared, context))
                    .map(ran -> step.record(ran, context)));
    done(step);
    return null;
  }

  private Next call(Step<S> step, RunContext context) {
    if (run.openCall) { // it was announced before, and nobody knows what came of it
      return Next.then(Calls.find(turn, step, false));
    }
    turn.state = turn.inTransaction(() -> step.prepare(turn.state, context));
    run.openCall = true;
    run.touched = !step.readsOnly();
    run.state = RunState.RUNNING;
    run.reason = null;
    turn.journal(Calls.intent(turn, Kind.DO));
    return Next.then(Calls.run(turn, step));
  }

  /** The call came back: with the state after it, or not. */
  @Nullable Next arrived(Verdict<?> verdict) {
    Verdict.Stopped<?> stopped = turn.stopHere();
    if (stopped != null) { // the call is done, but recording it is not
      return stopped(stopped);
    }
    if (verdict instanceof Verdict.Stopped<?> notDone) {
      if (notDone.why() == Why.LATER || notDone.why() == Why.NEVER) {
        run.openCall = false;
      }
      return stopped(notDone);
    }
    Step<S> step = Steps.of(turn.stage());
    S after = turn.definition.stateType().cast(((Verdict.Done<?>) verdict).value());
    RunContext context = turn.context(true);
    turn.state = turn.inTransaction(() -> Outcome.done(step.record(after, context)));
    done(step);
    return null;
  }

  private void done(Step<S> step) {
    turn.journal(Kind.DO, Mark.DONE, null);
    run.wrote |= !step.readsOnly();
    turn.moveTo(run.pos + 1);
  }

  private @Nullable Next await(Await<S> await) {
    RunContext context = turn.context(true);
    Optional<Map<String, Object>> signal =
        turn.engine.signals().find(turn.tx, run.tenant, run.id, await.name());
    boolean over =
        signal.isPresent()
            || turn.inTransaction(() -> Outcome.done(await.condition().holds(turn.state, context)));
    if (over) {
      turn.state =
          turn.inTransaction(
              () ->
                  Outcome.done(
                      await.receipt().received(turn.state, signal.orElse(Map.of()), context)));
      turn.journal(Kind.WAIT, Mark.DONE, null);
      turn.moveTo(run.pos + 1);
      return null;
    }
    rests(Kind.WAIT);
    return Next.rest();
  }

  private @Nullable Next timer(Timer<S> timer) {
    RunContext context = turn.context(true);
    Instant due = run.state == RunState.WAITING ? run.dueAt : null;
    if (due == null) {
      due = turn.inTransaction(() -> Outcome.done(timer.due().of(turn.state, context)));
    }
    Duration left = Duration.between(turn.engine.clock().instant(), due);
    if (left.compareTo(Duration.ZERO) <= 0) {
      turn.journal(Kind.TIMER, Mark.DONE, null);
      turn.moveTo(run.pos + 1);
      return null;
    }
    rests(Kind.TIMER);
    run.dueAt = due;
    return Next.sleep(left);
  }

  private void rests(Kind kind) {
    if (run.state != RunState.WAITING) {
      run.state = RunState.WAITING;
      run.reason = null;
      turn.journal(kind, Mark.INTENT, null);
    }
  }

  private @Nullable Next stopped(Verdict.Stopped<?> verdict) {
    Stage<S> stage = turn.stage();
    turn.journal(kind(stage), verdict.why().mark, verdict.reason());
    run.attempt++;
    return switch (verdict.why()) {
      case NEVER -> fail(verdict.reason());
      case BROKEN -> turn.pause(verdict.reason());
      case LATER, UNKNOWN -> again(verdict, Steps.policy(stage, turn.definition));
    };
  }

  private @Nullable Next again(Verdict.Stopped<?> verdict, RetryPolicy policy) {
    if (run.attempt < policy.attempts()) {
      return turn.retry(policy, verdict);
    }
    String reason = verdict.reason() + " (tried " + run.attempt + " times)";
    return policy.whenExhausted() == RetryPolicy.Exhausted.FAIL && !run.openCall
        ? fail(reason)
        : turn.pause(reason);
  }

  private @Nullable Next fail(String reason) {
    String full = turn.stage().name() + ": " + reason;
    if (!run.wrote && !run.touched) {
      return turn.finish(RunState.REFUSED, full);
    }
    new Backward<>(turn).begin(full);
    return null;
  }

  private static Kind kind(Stage<?> stage) {
    return stage instanceof Await ? Kind.WAIT : stage instanceof Timer ? Kind.TIMER : Kind.DO;
  }
}
