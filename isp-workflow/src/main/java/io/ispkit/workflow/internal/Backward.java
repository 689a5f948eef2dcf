package io.ispkit.workflow.internal;

import io.ispkit.core.change.Change;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.runtime.lane.Next;
import io.ispkit.workflow.Definition.Stage;
import io.ispkit.workflow.RetryPolicy;
import io.ispkit.workflow.RunState;
import io.ispkit.workflow.Step;
import io.ispkit.workflow.internal.JournalEntry.Kind;
import io.ispkit.workflow.internal.JournalEntry.Mark;
import io.ispkit.workflow.internal.Verdict.Why;
import io.ispkit.workflow.internal.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Undoes a run by one stage; null: the stage before may follow in the same transaction. */
final class Backward<S> {

  private final Turn<S> turn;
  private final Run run;

  Backward(Turn<S> turn) {
    this.turn = turn;
    this.run = turn.run;
  }

  /** Turns the run round, for this reason. */
  void begin(String reason) {
    run.undoing = true;
    run.undoReason = reason;
    run.attempt = 0;
    run.dueAt = null;
    run.reason = null;
    run.state = RunState.UNDOING;
    turn.changed();
    if (!run.touched && !run.openCall) {
      turn.moveTo(run.pos - 1);
    }
  }

  @Nullable Next next() {
    if (run.pos < 0) {
      // a refusal that left nothing behind is a refusal, even if a call was announced before it
      boolean untouched = !run.wrote && run.undoAsked == null;
      return turn.finish(untouched ? RunState.REFUSED : RunState.FAILED, run.undoReason);
    }
    Stage<S> stage = turn.stage();
    if (!Steps.writes(stage)) {
      turn.moveTo(run.pos - 1);
      return null;
    }
    Verdict.Stopped<?> stopped = turn.stopHere();
    if (stopped != null) {
      return stopped(stopped);
    }
    Step<S> step = Steps.of(stage);
    if (run.openCall) {
      return Next.then(Calls.find(turn, step, true));
    }
    RunContext context = turn.context(true);
    if (step.reach(turn.state, context) == Reach.REMOTE) {
      run.state = RunState.UNDOING;
      turn.journal(Calls.intent(turn, Kind.UNDO));
      return Next.then(Calls.undo(turn, step));
    }
    List<Change> undone =
        turn.inTransaction(
            () -> step.undo(turn.state, context).flatMap(first -> unrecord(step, context, first)));
    undone(undone);
    return null;
  }

  /** The look for a call that was announced before the undo began. */
  @Nullable Next found(Verdict<?> verdict) {
    if (verdict instanceof Verdict.Done<?> done) {
      turn.state = turn.definition.stateType().cast(done.value());
      turn.journal(Kind.DO, Mark.DONE, "found before undoing");
    } else {
      Verdict.Stopped<?> stopped = (Verdict.Stopped<?>) verdict;
      if (stopped.why() != Why.NEVER) {
        return stopped(stopped);
      }
      turn.journal(Kind.DO, Mark.REFUSED, stopped.reason());
    }
    run.openCall = false;
    run.touched = true; // prepare has committed
    run.attempt = 0;
    return null;
  }

  /** The undo of a call came back. */
  @Nullable Next arrived(Verdict<List<Change>> verdict) {
    Verdict.Stopped<?> stopHere = turn.stopHere();
    if (stopHere != null) {
      return stopped(stopHere);
    }
    if (verdict instanceof Verdict.Stopped<?> stopped) {
      return stopped(stopped);
    }
    Step<S> step = Steps.of(turn.stage());
    RunContext context = turn.context(true);
    List<Change> first = ((Verdict.Done<List<Change>>) verdict).value();
    undone(turn.inTransaction(() -> unrecord(step, context, first)));
    return null;
  }

  private Outcome<List<Change>> unrecord(Step<S> step, RunContext context, List<Change> first) {
    return step.unrecord(turn.state, context)
        .map(
            second -> {
              List<Change> all = new ArrayList<>(first);
              all.addAll(second);
              return all;
            });
  }

  private void undone(List<Change> changes) {
    turn.journal(
        new JournalEntry(
            turn.stage().name(),
            Kind.UNDO,
            Mark.UNDONE,
            run.attempt + 1,
            null,
            null,
            Json.changes(changes)));
    run.wrote |= !changes.isEmpty();
    turn.moveTo(run.pos - 1);
  }

  private Next stopped(Verdict.Stopped<?> verdict) {
    Stage<S> stage = turn.stage();
    turn.journal(Kind.UNDO, verdict.why().mark, verdict.reason());
    run.attempt++;
    RetryPolicy policy = Steps.policy(stage, turn.definition);
    boolean again = verdict.why() == Why.LATER || verdict.why() == Why.UNKNOWN;
    if (again && run.attempt < policy.attempts()) {
      return turn.retry(policy, verdict);
    }
    return turn.pause("cannot be undone: " + verdict.reason());
  }
}
