package io.ispkit.workflow.internal;

import io.ispkit.core.change.Change;
import io.ispkit.core.error.RetryableException;
import io.ispkit.core.id.OperationId;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.lane.Work;
import io.ispkit.workflow.Step;
import io.ispkit.workflow.internal.JournalEntry.Kind;
import io.ispkit.workflow.internal.JournalEntry.Mark;
import io.ispkit.workflow.internal.Verdict.Why;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Calls to other systems: made after the turn that announces them has committed, without a
 * connection; what comes back starts the next turn.
 */
final class Calls {

  private Calls() {}

  static JournalEntry intent(Turn<?> turn, Kind kind) {
    return new JournalEntry(
        turn.stage().name(), kind, Mark.INTENT, turn.run.attempt + 1, key(turn), null, null);
  }

  static <S> Work run(Turn<S> turn, Step<S> step) {
    RunContext context = turn.context(false);
    S state = turn.state;
    int pos = turn.run.pos;
    return call(turn, () -> new Arrival.Ran(pos, made(context, () -> step.run(state, context))));
  }

  /** Finds out what became of an announced call, and makes it when it was not made. */
  static <S> Work find(Turn<S> turn, Step<S> step, boolean toUndo) {
    RunContext context = turn.context(false);
    S state = turn.state;
    int pos = turn.run.pos;
    return call(turn, () -> new Arrival.Ran(pos, found(step, state, context, toUndo)));
  }

  static <S> Work undo(Turn<S> turn, Step<S> step) {
    RunContext context = turn.context(false);
    S state = turn.state;
    int pos = turn.run.pos;
    return call(
        turn,
        () -> {
          Verdict<List<Change>> verdict = made(context, () -> step.undo(state, context));
          return new Arrival.Undid(pos, verdict);
        });
  }

  private static <S> Verdict<S> found(Step<S> step, S state, RunContext context, boolean toUndo) {
    Verdict<Optional<S>> verdict = made(context, () -> step.probe(state, context));
    if (verdict instanceof Verdict.Stopped<Optional<S>> stopped) {
      // a look that cannot be made now leaves the call as unknown as it was
      Why why = stopped.why() == Why.LATER ? Why.UNKNOWN : stopped.why();
      return new Verdict.Stopped<>(why, stopped.reason(), stopped.delay());
    }
    Optional<S> after = ((Verdict.Done<Optional<S>>) verdict).value();
    if (after.isPresent()) {
      return new Verdict.Done<>(after.get());
    }
    return toUndo
        ? new Verdict.Stopped<>(Why.NEVER, "was not done", null)
        : made(context, () -> step.run(state, context));
  }

  private static <T> Verdict<T> made(RunContext context, Supplier<Outcome<T>> call) {
    try {
      return Verdict.of(
          LogFields.ofRun(context).around(() -> LogFields.ofStep(context.stage()).around(call)));
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new RetryableException("interrupted", e); // closing: the call stays announced
      }
      return DatabaseFaults.passes(e)
          ? new Verdict.Stopped<>(Why.UNKNOWN, Verdict.text(e), null)
          : Verdict.stopped(e);
    }
  }

  private static Work call(Turn<?> turn, Supplier<Arrival> call) {
    Engine engine = turn.engine;
    TenantId tenant = turn.run.tenant;
    String id = turn.run.id;
    return Work.remote(
        key(turn),
        tx -> {}, // the turn before has announced it in our journal
        () -> {
          Arrival arrival = call.get();
          return engine.turns().work(tenant, id, arrival);
        });
  }

  private static String key(Turn<?> turn) {
    return OperationId.of(turn.run.id, turn.stage().name()).value();
  }
}
