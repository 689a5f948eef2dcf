package io.ispkit.workflow.internal;

import io.ispkit.core.event.EventTypes;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.lane.Next;
import io.ispkit.workflow.Definition;
import io.ispkit.workflow.Definition.Stage;
import io.ispkit.workflow.RetryPolicy;
import io.ispkit.workflow.RunState;
import io.ispkit.workflow.internal.JournalEntry.Kind;
import io.ispkit.workflow.internal.JournalEntry.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transaction's worth of a run: from where it stands over as many stages as need no call to
 * another system. The run's row is locked once, its journal and its row are written once, at the
 * end.
 *
 * <p>A stage that was not done may have written all the same. Rather than to pay for a savepoint
 * before every stage, the whole turn is then rolled back and played again up to that stage, which
 * is not called a second time.
 */
final class Turn<S> {

  private static final Logger LOG = LoggerFactory.getLogger(Turn.class);

  /** After how many stages the turn commits, so that one run does not hold the others up. */
  private static final int STAGES = 32;

  final Engine engine;
  final Transaction tx;
  final Run run;
  final Definition<S> definition;
  S state;
  private final S stored;
  private final List<JournalEntry> entries = new ArrayList<>();
  private final Stops stops;
  private final int startPos;
  private final boolean startUndoing;
  private boolean changed;

  private Turn(Engine engine, Transaction tx, Run run, Definition<S> definition, Stops stops) {
    this.engine = engine;
    this.tx = tx;
    this.run = run;
    this.definition = definition;
    this.stops = stops;
    this.startPos = run.pos;
    this.startUndoing = run.undoing;
    this.state = definition.codec().read(run.stateFormat, run.stateJson);
    this.stored = state;
  }

  static <S> Turn<S> open(
      Engine engine, Transaction tx, Run run, Definition<S> definition, Stops stops) {
    return new Turn<>(engine, tx, run, definition, stops);
  }

  /** Plays from where the run stands, or from what its call brought back. */
  Next play(@Nullable Arrival arrival) {
    return LogFields.ofRun(run.tenant.value(), run.id, customer()).around(() -> stages(arrival));
  }

  private Next stages(@Nullable Arrival arrival) {
    if (run.state == RunState.RETRYING) {
      run.dueAt = null;
    }
    Next next = arrival == null || arrival.pos() != run.pos ? null : arrived(arrival);
    for (int stages = 0; next == null; stages++) {
      if (stages == STAGES) {
        next = Next.then(engine.turns().work(run.tenant, run.id, null));
      } else if (!run.undoing && run.undoAsked != null) {
        new Backward<>(this).begin(run.undoAsked);
      } else {
        next = run.undoing ? new Backward<>(this).next() : new Forward<>(this).next();
      }
    }
    flush();
    if (next instanceof Next.Continue) {
      engine.database().flush(tx); // the piece that follows may share the transaction, and reads
    }
    return next;
  }

  private @Nullable Next arrived(Arrival arrival) {
    if (arrival instanceof Arrival.Undid undid) {
      return new Backward<>(this).arrived(undid.verdict());
    }
    Verdict<?> verdict = ((Arrival.Ran) arrival).verdict();
    return run.undoing ? new Backward<>(this).found(verdict) : new Forward<>(this).arrived(verdict);
  }

  private void flush() {
    if (!changed) {
      return;
    }
    if (state != stored) {
      try {
        run.stateJson = definition.codec().write(state);
        run.stateFormat = definition.codec().format();
      } catch (RuntimeException e) {
        stops.add(startPos, startUndoing, Verdict.broken(e));
        throw new StageStopped(e);
      }
    }
    Instant now = engine.clock().instant();
    engine.store().append(tx, run, entries, now);
    run.stage = run.state.isEnd() || run.pos < 0 ? null : stage().name();
    engine.store().update(tx, run, now);
  }

  // what Forward and Backward are made of

  Stage<S> stage() {
    return definition.stages().get(Math.min(run.pos, definition.stages().size() - 1));
  }

  /** Whether the stage at the present position was found not to be done, in an earlier play. */
  Verdict.@Nullable Stopped<?> stopHere() {
    return stops.at(run.pos, run.undoing);
  }

  RunContext context(boolean inTransaction) {
    return new RunContext(
        engine,
        run.tenant,
        run.id,
        customer(),
        stage().name(),
        run.attempt + 1,
        inTransaction ? tx : null);
  }

  /** Calls into a step in the transaction; what is not done ends the play. */
  <T> T inTransaction(Supplier<Outcome<T>> call) {
    Verdict<T> verdict;
    try {
      verdict = Verdict.of(LogFields.ofStep(stage().name()).around(call));
    } catch (RuntimeException e) {
      if (DatabaseFaults.passes(e)) {
        throw e;
      }
      LOG.debug("step threw", e);
      verdict = Verdict.stopped(e);
    }
    if (verdict instanceof Verdict.Done<T> done) {
      return done.value();
    }
    Verdict.Stopped<T> stopped = (Verdict.Stopped<T>) verdict;
    stops.add(run.pos, run.undoing, stopped);
    throw new StageStopped(stopped.reason());
  }

  void journal(Kind kind, Mark mark, @Nullable String detail) {
    journal(new JournalEntry(stage().name(), kind, mark, run.attempt + 1, null, detail, null));
  }

  void journal(JournalEntry entry) {
    entries.add(entry);
    changed = true;
  }

  void moveTo(int position) {
    run.moveTo(position);
    changed = true;
  }

  Next pause(String reason) {
    run.state = RunState.PAUSED;
    run.reason = reason;
    changed = true;
    LOG.warn("run paused at {}: {}", stage().name(), reason);
    return Next.rest();
  }

  Next retry(RetryPolicy policy, Verdict.Stopped<?> verdict) {
    Duration delay = engine.delay(policy, run.attempt, verdict.delay());
    run.state = RunState.RETRYING;
    run.reason = verdict.reason();
    run.dueAt = engine.clock().instant().plus(delay);
    changed = true;
    LOG.info("{} is repeated in {} ms: {}", stage().name(), delay.toMillis(), verdict.reason());
    return Next.sleep(delay);
  }

  Next finish(RunState end, @Nullable String reason) {
    Map<String, Object> data = new HashMap<>();
    data.put("run_id", run.id);
    data.put("workflow", run.definition);
    data.put("version", run.version);
    data.put("key", run.key);
    data.put("state", RunStore.stored(end));
    if (reason != null) {
      data.put("reason", reason);
    }
    run.state = end;
    run.reason = reason;
    run.openCall = false;
    run.finishedAt = engine.clock().instant();
    changed = true;
    engine.events().publish(tx, run.tenant, EventTypes.WORKFLOW_FINISHED, subject(), data);
    if (end == RunState.COMPLETED) {
      LOG.debug("run completed");
    } else {
      LOG.info("run {}: {}", RunStore.stored(end), reason);
    }
    return Next.done();
  }

  void changed() {
    changed = true;
  }

  private String subject() {
    return definition.subject().apply(state).orElse(run.key);
  }

  /** For log lines; null when the run is about nobody in particular. */
  @Nullable String customer() {
    return definition.subject().apply(state).orElse(null);
  }
}
