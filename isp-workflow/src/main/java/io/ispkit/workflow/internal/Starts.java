package io.ispkit.workflow.internal;

import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.lane.NewItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Starts runs. Callers that start one each at the same time share a transaction: one of them writes
 * for all that wait. Thread-safe.
 */
final class Starts {

  /** Runs of one transaction; more make it no faster, only later. */
  private static final int TOGETHER = 256;

  private final Engine engine;
  private final List<Waiting> waiting = new ArrayList<>();
  private boolean leading;

  /** A caller that waits; guarded by the monitor of {@link Starts}. */
  private static final class Waiting {
    final NewRun run;
    boolean ended;
    @Nullable String id;
    @Nullable RuntimeException failure;

    Waiting(NewRun run) {
      this.run = run;
    }
  }

  Starts(Engine engine) {
    this.engine = engine;
  }

  /** Starts the run in a transaction of ours; returns when that is durable. */
  String start(NewRun run) {
    Waiting mine = new Waiting(run);
    List<Waiting> batch;
    boolean interrupted = false;
    synchronized (this) {
      waiting.add(mine);
      while (leading && !mine.ended) {
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true; // whether the run was started is not left open
        }
      }
      batch = mine.ended ? List.of() : lead(mine);
    }
    try {
      if (!batch.isEmpty()) {
        write(batch);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    if (mine.failure != null) {
      throw mine.failure;
    }
    return Objects.requireNonNull(mine.id);
  }

  /** What this caller writes: its own run, and those of others that wait. */
  private List<Waiting> lead(Waiting mine) {
    leading = true;
    waiting.remove(mine);
    List<Waiting> others = waiting.subList(0, Math.min(waiting.size(), TOGETHER - 1));
    List<Waiting> batch = new ArrayList<>(others);
    batch.add(mine);
    others.clear();
    return batch;
  }

  private void write(List<Waiting> batch) {
    try {
      List<String> ids = engine.database().transact(tx -> start(tx, runs(batch)));
      for (int i = 0; i < ids.size(); i++) {
        batch.get(i).id = ids.get(i);
      }
    } catch (RuntimeException e) {
      if (batch.size() == 1) {
        batch.get(0).failure = e;
      } else {
        apart(batch); // one of them may be at fault, the others are not
      }
    } catch (Error e) { // this caller's thread tells it; the others must not wait for ever
      for (Waiting each : batch) {
        each.failure = new IllegalStateException("the start that carried this one broke off", e);
      }
      throw e;
    } finally {
      synchronized (this) {
        leading = false;
        batch.forEach(each -> each.ended = true);
        notifyAll();
      }
    }
  }

  private void apart(List<Waiting> batch) {
    for (Waiting each : batch) {
      try {
        each.id = engine.database().transact(tx -> start(tx, List.of(each.run))).get(0);
      } catch (RuntimeException e) {
        each.failure = e;
      }
    }
  }

  private static List<NewRun> runs(List<Waiting> batch) {
    return batch.stream().map(each -> each.run).toList();
  }

  /**
   * Starts the runs in this transaction, each unless its key has a run already.
   *
   * @return the ids of the runs of those keys, in the order given
   */
  List<String> start(Transaction tx, List<NewRun> runs) {
    List<Long> items =
        engine
            .lane()
            .addAll(
                tx,
                runs.stream()
                    .map(run -> NewItem.of(run.tenant(), null, Engine.body(run.id())))
                    .toList());
    Set<String> started = engine.store().insert(tx, runs, items, engine.clock().instant());
    List<String> ids = new ArrayList<>(runs.size());
    for (int i = 0; i < runs.size(); i++) {
      NewRun run = runs.get(i);
      if (started.contains(run.id())) {
        ids.add(run.id());
      } else {
        engine.lane().remove(tx, run.tenant(), items.get(i));
        Optional<String> there =
            new Progress(engine, run.tenant())
                .findId(engine.database().jooq(tx), run.definition(), run.key());
        ids.add(there.orElseThrow());
      }
    }
    return ids;
  }
}
