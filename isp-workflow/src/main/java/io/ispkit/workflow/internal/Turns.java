package io.ispkit.workflow.internal;

import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.database.Dialect;
import io.ispkit.runtime.lane.LaneItem;
import io.ispkit.runtime.lane.Next;
import io.ispkit.runtime.lane.Work;
import io.ispkit.workflow.Definition;
import io.ispkit.workflow.RunState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the turns of runs: locks the row, finds the definition, keeps what a turn leaves over. */
final class Turns {

  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

  private record RunId(TenantId tenant, String id) {}

  private final Engine engine;
  private final Map<RunId, Stops> stops = new ConcurrentHashMap<>();

  Turns(Engine engine) {
    this.engine = engine;
  }

  /** The run's next turn; {@code arrival} is what its call brought back, if it called. */
  Work work(TenantId tenant, String id, @Nullable Arrival arrival) {
    return Work.inTransaction(tx -> take(tx, tenant, id, arrival));
  }

  /** Locks and reads the rows of many runs with one statement, for the turns that follow. */
  void prepare(Transaction tx, List<LaneItem> items) {
    if (engine.database().dialect() == Dialect.H2) {
      return; // no trips to a server to be saved
    }
    Map<TenantId, List<String>> runs = new HashMap<>();
    for (LaneItem item : items) {
      runs.computeIfAbsent(item.tenant(), tenant -> new ArrayList<>()).add(Engine.runId(item));
    }
    runs.forEach(
        (tenant, ids) ->
            engine
                .store()
                .lock(tx, tenant, ids)
                .forEach(run -> engine.database().keep(tx, new RunId(tenant, run.id), run)));
  }

  private @Nullable Run locked(Transaction tx, TenantId tenant, String id) {
    Object prepared = engine.database().take(tx, new RunId(tenant, id));
    return prepared != null ? (Run) prepared : engine.store().lock(tx, tenant, id).orElse(null);
  }

  private Next take(Transaction tx, TenantId tenant, String id, @Nullable Arrival arrival) {
    Run run = locked(tx, tenant, id);
    if (run == null || run.state.isEnd()) {
      return Next.done();
    }
    if (run.state == RunState.PAUSED) {
      return Next.rest();
    }
    Optional<Definition<?>> definition = engine.registry().find(run.definition, run.version);
    if (definition.isEmpty()) {
      return pause(
          tx,
          run,
          "no definition of " + run.definition + " version " + run.version + " is registered");
    }
    Stops left = stops.remove(new RunId(tenant, id));
    if (left == null || !left.fits(run)) {
      Stops found = new Stops(run.journalSeq);
      try {
        return Turn.open(engine, tx, run, definition.get(), found).play(arrival);
      } catch (RuntimeException e) {
        note(run, found, e);
        stops.put(new RunId(tenant, id), found);
        throw new StageStopped(e); // the kernel rolls back and runs this piece again, by itself
      }
    }
    return playApart(tx, run, definition.get(), left, arrival);
  }

  /** Plays again, as often as further stages stop; each play can be rolled back by itself. */
  private Next playApart(
      Transaction tx,
      Run locked,
      Definition<?> definition,
      Stops found,
      @Nullable Arrival arrival) {
    Run run = locked;
    while (true) {
      if (found.fault() != null) {
        return pause(tx, run, found.fault());
      }
      Run played = run;
      try {
        return engine
            .database()
            .nested(tx, () -> Turn.open(engine, tx, played, definition, found).play(arrival));
      } catch (RuntimeException e) {
        note(run, found, e);
        run = engine.store().lock(tx, locked.tenant, locked.id).orElseThrow();
      }
    }
  }

  /**
   * What a play that failed leaves for the next one; a fault that passes is the kernel's matter.
   */
  private static void note(Run run, Stops found, RuntimeException e) {
    if (DatabaseFaults.passes(e)) {
      throw e;
    }
    if (!(e instanceof StageStopped)) {
      LOG.warn("run {} of tenant {} pauses", run.id, run.tenant, e);
      found.fault(Verdict.text(e));
    }
  }

  private Next pause(Transaction tx, Run run, String reason) {
    run.state = RunState.PAUSED;
    run.reason = reason;
    engine.store().update(tx, run, engine.clock().instant());
    LOG.warn("run {} of tenant {} paused: {}", run.id, run.tenant, reason);
    return Next.rest();
  }
}
