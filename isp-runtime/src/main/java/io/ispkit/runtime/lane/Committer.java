package io.ispkit.runtime.lane;

import io.ispkit.core.error.CommitUnknownException;
import io.ispkit.core.error.RetryableException;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.database.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit: each writer thread takes all pieces that wait, up to a limit, runs them in one
 * transaction and commits once. When nothing waits, a piece commits at once and alone.
 *
 * <p>When something in a shared transaction fails, it runs again with a savepoint around each
 * piece, so that a poisoned one fails by itself; when even that fails, each piece runs in a
 * transaction of its own.
 */
final class Committer {

  private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

  /** Pieces of a transaction; more make it no faster, only later. */
  private static final int BATCH = 256;

  /** Consecutive pieces of one item in one transaction. */
  private static final int CHAIN = 16;

  private final Database database;
  private final LaneTable table;
  private final LaneListener listener;
  private final Consumer<Settlement> settled;
  private final LinkedBlockingQueue<Piece> queue = new LinkedBlockingQueue<>();
  private final List<Thread> writers = new ArrayList<>();
  private volatile boolean stopping;

  /**
   * @param settled is told of each piece that has committed, on the writer's thread
   */
  Committer(
      Database database, LaneTable table, LaneListener listener, Consumer<Settlement> settled) {
    this.database = database;
    this.table = table;
    this.listener = listener;
    this.settled = settled;
  }

  void start(int threads) {
    for (int i = 0; i < threads; i++) {
      Thread thread = new Thread(this::write, "isp-lane-writer-" + i);
      thread.setDaemon(true);
      thread.start();
      writers.add(thread);
    }
  }

  void submit(Piece piece) {
    queue.add(piece);
  }

  /** Ends the writers when what waits is written. */
  void stop() {
    stopping = true;
    for (Thread writer : writers) {
      Pause.join(writer);
    }
  }

  private void write() {
    List<Piece> batch = new ArrayList<>();
    while (!stopping || !queue.isEmpty()) {
      Pause.goOn();
      try {
        Piece first = queue.poll(50, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          queue.drainTo(batch, BATCH - 1);
          commit(batch);
        }
      } catch (InterruptedException e) {
        LOG.debug("a writer does not stop by interruption", e);
      } catch (Throwable e) { // whatever it is: without this thread nothing is written
        LOG.error("a batch of {} pieces was dropped; their leases will expire", batch.size(), e);
        batch.forEach(piece -> settle(Settlement.lost(piece.turn())));
      }
      batch.clear();
    }
  }

  private void commit(List<Piece> batch) {
    long start = System.nanoTime();
    List<Settlement> results;
    try {
      results = run(batch, false);
    } catch (CommitUnknownException e) {
      release(batch, e);
      return;
    } catch (Throwable e) {
      LOG.debug("a batch of {} pieces failed", batch.size(), e);
      listener.batchFailed(batch.size());
      commitApart(batch);
      return;
    }
    listener.committed(batch.size(), Duration.ofNanos(System.nanoTime() - start));
    results.forEach(this::settle);
  }

  private void commitApart(List<Piece> batch) {
    List<Settlement> results;
    try {
      results = run(batch, true);
    } catch (CommitUnknownException e) {
      release(batch, e);
      return;
    } catch (Throwable e) {
      for (Piece piece : batch) {
        alone(piece);
      }
      return;
    }
    results.forEach(this::settle);
  }

  /** The last resort: goes on until the database is back, or this is not the database's fault. */
  private void alone(Piece piece) {
    Piece now = piece;
    boolean failing = false;
    for (int tries = 0; ; tries++) {
      Pause.goOn();
      try {
        run(List.of(now), true).forEach(this::settle);
        return;
      } catch (CommitUnknownException e) {
        release(List.of(piece), e);
        return;
      } catch (Throwable e) {
        if (e instanceof RetryableException || Database.isAway(e)) {
          if (tries == 0) {
            LOG.warn("the database is away or busy: {}", e.getMessage());
          }
          if (stopping || piece.turn().isStale()) {
            settle(Settlement.lost(piece.turn()));
            return;
          }
          Pause.backoff(tries);
          continue;
        }
        if (failing) {
          LOG.error("a failure was not recorded; its item's lease will expire", e);
          settle(Settlement.lost(piece.turn()));
          return;
        }
        failing = true;
        now = Piece.failed(piece.turn(), e);
      }
    }
  }

  /** One settlement that fails leaves the others alone, and its own item to whoever comes. */
  private void settle(Settlement done) {
    try {
      settled.accept(done);
    } catch (Throwable e) {
      LOG.error("what has committed could not be followed; its item's lease will expire", e);
      if (done.end() == null) {
        settled.accept(Settlement.lost(done.turn()));
      }
    }
  }

  /** Whatever became of the commit: if the items are still held, they begin anew. */
  private void release(List<Piece> batch, CommitUnknownException e) {
    LOG.warn("{} pieces: {}; their items begin anew", batch.size(), e.getMessage());
    for (Piece piece : batch) {
      if (stopping) {
        settle(Settlement.lost(piece.turn()));
      } else {
        submit(Piece.release(piece.turn()));
      }
    }
  }

  private List<Settlement> run(List<Piece> batch, boolean apart) {
    return database.transact(
        tx -> {
          try {
            List<LaneItem> items = batch.stream().map(piece -> piece.turn().item()).toList();
            Map<LaneTable.Fence, Boolean> held = table.fence(tx.connection(), items);
            List<Settlement> results = new ArrayList<>(batch.size());
            if (!apart && held.size() > 1) {
              prepare(tx, batch, held);
            }
            for (Piece piece : batch) {
              Boolean woken = held.get(LaneTable.Fence.of(piece.turn().item()));
              results.add(
                  woken == null
                      ? Settlement.lost(piece.turn())
                      : Settlement.of(piece.turn(), run(piece, tx, apart), woken));
            }
            table.write(tx.connection(), results.stream().map(Settlement::write).toList());
            return results;
          } catch (SQLException e) {
            throw Database.translate("writing a lane", e);
          }
        });
  }

  private static void prepare(
      Transaction tx, List<Piece> batch, Map<LaneTable.Fence, Boolean> held) {
    Map<WorkedLane, List<LaneItem>> lanes = new LinkedHashMap<>();
    for (Piece piece : batch) {
      LaneItem item = piece.turn().item();
      if (held.containsKey(LaneTable.Fence.of(item))) {
        lanes.computeIfAbsent(piece.turn().lane(), lane -> new ArrayList<>()).add(item);
      }
    }
    lanes.forEach((lane, items) -> lane.prepare(tx, items));
  }

  private Piece.Ending run(Piece piece, Transaction tx, boolean apart) {
    if (!apart) {
      return chain(piece, tx);
    }
    try {
      return database.nested(tx, () -> chain(piece, tx));
    } catch (Throwable e) {
      if (Database.isAway(e)) {
        throw e; // the transaction is gone as a whole
      }
      return new Piece.Ending.Failed(e);
    }
  }

  private static Piece.Ending chain(Piece piece, Transaction tx) {
    Piece.Ending ending = piece.body().apply(tx);
    for (int i = 1; i < CHAIN; i++) {
      if (!(ending instanceof Piece.Ending.Said said)
          || !(said.next() instanceof Next.Continue more)) {
        return ending;
      }
      if (more.work() instanceof Work.InTransaction work) {
        ending = new Piece.Ending.Said(work.body().apply(tx));
      } else if (more.work() instanceof Work.Remote remote && remote.writes()) {
        return Piece.announce(remote, tx);
      } else {
        return ending;
      }
    }
    return ending;
  }
}
