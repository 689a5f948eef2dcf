package io.ispkit.runtime.lane;

import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.database.Dialect;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lanes of one process: who works on which, and the threads that do it. Thread-safe.
 *
 * <p>On PostgreSQL any number of processes may work the same lanes. An H2 file has one process, and
 * in it there must be one {@code Lanes}: what was claimed when the last process died is free at
 * once when {@link #start} is called.
 */
public final class Lanes implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

  private final Database database;
  private final LanesOptions options;
  private final LaneListener listener;
  private final LaneTable table;
  private final String node;
  private final Executor calls;
  private final @Nullable ExecutorService ownCalls;
  private final Committer committer;
  private final Leases leases;
  private final Map<String, StoredLane> stored = new ConcurrentHashMap<>();
  private final Map<String, WorkedLane> worked = new ConcurrentHashMap<>();
  private boolean started;
  private boolean closed;

  /**
   * @param database migrated
   */
  public Lanes(Database database, LanesOptions options) {
    this.database = database;
    this.options = options;
    this.listener = new CarefulListener(options.listener());
    this.table =
        database.dialect() == Dialect.H2
            ? new H2LaneTable(database)
            : new PostgresLaneTable(database);
    this.node = options.node() == null ? UUID.randomUUID().toString() : options.node();
    this.ownCalls = options.executor() == null ? CallThreads.create() : null;
    this.calls = ownCalls != null ? ownCalls : Objects.requireNonNull(options.executor());
    this.committer =
        new Committer(database, table, listener, done -> done.turn().lane().settled(done));
    this.leases = new Leases(database, table, worked::values);
  }

  /** With {@link LanesOptions#defaults}. */
  public Lanes(Database database) {
    this(database, LanesOptions.defaults());
  }

  /**
   * Lets this process work a lane, from {@link #start} on.
   *
   * @throws IllegalStateException the lane has a handler already
   */
  public synchronized Lane lane(LaneSpec spec, LaneHandler handler) {
    WorkedLane lane =
        new WorkedLane(spec, handler, database, table, node, committer, calls, listener);
    if (closed || worked.putIfAbsent(spec.name(), lane) != null) {
      throw new IllegalStateException("lane " + spec.name() + " is worked already, or closed");
    }
    StoredLane seen = storedLane(spec.name());
    seen.workedBy(lane.claimer());
    if (started) {
      startLate(lane);
    }
    return seen;
  }

  /** A lane to put items into, wherever it is worked. */
  public Lane sender(String name) {
    return storedLane(name);
  }

  private StoredLane storedLane(String name) {
    return stored.computeIfAbsent(name, n -> new StoredLane(n, database, table));
  }

  /** Begins to work. */
  public synchronized void start() {
    if (started || closed) {
      throw new IllegalStateException("started already, or closed");
    }
    started = true;
    int writers = options.writers();
    committer.start(writers > 0 ? writers : database.dialect() == Dialect.H2 ? 1 : 2);
    leases.start();
    worked.values().forEach(this::startLane);
  }

  /** One that could not start may be tried again. */
  private void startLate(WorkedLane lane) {
    try {
      startLane(lane);
    } catch (RuntimeException e) {
      worked.remove(lane.spec().name(), lane);
      throw e;
    }
  }

  private void startLane(WorkedLane lane) {
    boolean alone = database.dialect() == Dialect.H2;
    if (alone || options.node() != null) {
      int freed =
          database.transact(
              tx -> {
                try {
                  return table.releaseAll(tx.connection(), lane.spec().name(), alone ? null : node);
                } catch (SQLException e) {
                  throw Database.translate("starting lane " + lane.spec().name(), e);
                }
              });
      if (freed > 0) {
        LOG.info("lane {}: {} items of a dead process are free again", lane.spec().name(), freed);
      }
    }
    lane.claimer().start();
  }

  /**
   * Waits until no item of the lanes that this process works is running or could run now, on any
   * node. Items that sleep, rest, back off or stand behind such an item, or behind a dead one, do
   * not count.
   *
   * @return false when that has not come within {@code patience}
   */
  public boolean awaitIdle(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      if (isIdle()) {
        return true;
      }
      if (System.nanoTime() - end > 0) {
        return false;
      }
      Pause.sleep(Duration.ofMillis(10));
      if (Thread.currentThread().isInterrupted()) {
        return false;
      }
    }
  }

  private boolean isIdle() {
    // And once more after the look: a turn may have begun and committed during it.
    return isAtRest() && !isAnythingReady() && isAtRest();
  }

  private boolean isAtRest() {
    return worked.values().stream().allMatch(WorkedLane::isIdle);
  }

  private boolean isAnythingReady() {
    return database.transactLightly(
        tx -> {
          try {
            for (WorkedLane lane : worked.values()) {
              if (table.isBusy(tx.connection(), lane.spec())) {
                return true;
              }
            }
            return false;
          } catch (SQLException e) {
            throw Database.translate("looking for work", e);
          }
        });
  }

  /**
   * Claims nothing more, lets pieces and calls that are under way end and be recorded, and gives
   * the other items back. A call that takes longer than {@link LanesOptions#drain} is left alone:
   * its item's lease runs out, and its intent stays open.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (started) {
      worked.values().forEach(WorkedLane::close);
      long end = System.nanoTime() + options.drain().toNanos();
      while (!isAtRest()
          && System.nanoTime() - end < 0
          && !Thread.currentThread().isInterrupted()) {
        Pause.sleep(Duration.ofMillis(5));
      }
      committer.stop();
      leases.stop();
    }
    if (ownCalls != null) {
      ownCalls.shutdownNow();
      try {
        ownCalls.awaitTermination(1, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
