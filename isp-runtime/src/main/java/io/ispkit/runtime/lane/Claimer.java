package io.ispkit.runtime.lane;

import io.ispkit.core.error.IspException;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.lane.LaneTable.Claim;
import io.ispkit.runtime.lane.LaneTable.KeyOf;
import io.ispkit.runtime.lane.LaneTable.Shelf;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread of this node that claims items of one lane. */
final class Claimer {

  private static final Logger LOG = LoggerFactory.getLogger(Claimer.class);
  private static final int LARGEST_CLAIM = 500;
  private static final long SHORTEST_TICK = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long LONGEST_TICK = TimeUnit.SECONDS.toNanos(2);

  /** What committed behind the watermark in another process is seen this much later. */
  private static final long RESET = TimeUnit.SECONDS.toNanos(2);

  /** How long to wait for more free places before a small claim is made. */
  private static final long GATHER = TimeUnit.MILLISECONDS.toNanos(2);

  private final Database database;
  private final LaneTable table;
  private final WorkedLane lane;
  private final String node;
  private final BiConsumer<List<Claimed>, Long> claimed;
  private final Queues queues = new Queues();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;
  private int inFlight;
  private boolean signalled;
  private volatile boolean stopping;
  private long tick = SHORTEST_TICK;
  private long nextLook;
  private long nextReset;

  /**
   * @param claimed is given what was claimed, and when (nanoseconds, before the claim)
   */
  Claimer(
      Database database,
      LaneTable table,
      WorkedLane lane,
      String node,
      BiConsumer<List<Claimed>, Long> claimed) {
    this.database = database;
    this.table = table;
    this.lane = lane;
    this.node = node;
    this.claimed = claimed;
    this.thread = new Thread(this::work, "isp-lane-" + lane.spec().name());
    thread.setDaemon(true);
  }

  void start() {
    nextLook = System.nanoTime();
    nextReset = nextLook + RESET;
    thread.start();
  }

  void stop() {
    stopping = true;
    signal();
    Pause.join(thread);
  }

  /** An item of this process became ready. */
  void hint(int priority, long id) {
    queues.hint(priority, id);
    signal();
  }

  void keyFreed(KeyOf key) {
    queues.freed(key);
  }

  /** An item is due in a while: look then. */
  void dueIn(Duration delay) {
    if (delay.toSeconds() > TimeUnit.NANOSECONDS.toSeconds(LONGEST_TICK)) {
      return; // before that there is a look anyway; and a time may be too long for nanoseconds
    }
    lock.lock();
    try {
      long at = System.nanoTime() + delay.toNanos() + 1_000_000;
      if (at - nextLook < 0) {
        nextLook = at;
        signalled = true;
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** A turn is over, and its place is free. */
  void ended() {
    lock.lock();
    try {
      inFlight--;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  int inFlight() {
    lock.lock();
    try {
      return inFlight;
    } finally {
      lock.unlock();
    }
  }

  /** Look at the queues again. */
  void wake() {
    signal();
  }

  private void signal() {
    lock.lock();
    try {
      signalled = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    int failures = 0;
    while (!stopping) {
      Pause.goOn();
      try {
        int free = awaitFree();
        int got = free > 0 ? round(free) : 0;
        tick = got > 0 ? SHORTEST_TICK : tick;
        failures = 0;
        if (got == 0) {
          rest();
        }
      } catch (IspException e) {
        if (failures == 0) {
          LOG.warn("lane {}: cannot claim, trying again: {}", lane.spec().name(), e.getMessage());
        }
        queues.reset();
        Pause.backoff(failures++);
      } catch (Throwable e) { // whatever it is: without this thread the lane stands
        LOG.error("lane {}: cannot claim, trying again", lane.spec().name(), e);
        queues.reset();
        Pause.backoff(failures++);
      }
    }
  }

  /** The places that are free, after a moment when they are few: claims should be large. */
  private int awaitFree() {
    int places = lane.spec().inFlight();
    lock.lock();
    try {
      long patience = GATHER;
      while (!stopping
          && inFlight > 0
          && places - inFlight < (places + 3) / 4
          && (patience > 0 || places == inFlight)) {
        patience = changed.awaitNanos(places == inFlight ? LONGEST_TICK : patience);
      }
      return places - inFlight;
    } catch (InterruptedException e) {
      LOG.debug("a claimer does not stop by interruption", e);
      return 0;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a signal, or for the time to look again. */
  private void rest() {
    lock.lock();
    try {
      while (!stopping && !signalled && queues.isEmpty()) {
        long left = nextLook - System.nanoTime();
        if (left <= 0) {
          break;
        }
        changed.awaitNanos(left);
      }
      signalled = false;
    } catch (InterruptedException e) {
      LOG.debug("a claimer does not stop by interruption", e);
    } finally {
      lock.unlock();
    }
  }

  private int round(int free) {
    int limit = Math.min(free, LARGEST_CLAIM);
    long now = System.nanoTime();
    boolean fromTheStart = now - nextReset >= 0;
    if (fromTheStart) {
      queues.reset();
    }
    boolean look = now - nextLook >= 0;
    if (!look && queues.isEmpty()) {
      return 0;
    }
    List<Claimed> got = database.transactLightly(tx -> claim(tx, limit, look));
    if (fromTheStart) { // if it failed, the next round begins at the start too
      long cost = System.nanoTime() - now;
      nextReset = now + Math.max(RESET, 20 * cost);
    }
    if (!got.isEmpty()) {
      lock.lock();
      try {
        inFlight += got.size();
      } finally {
        lock.unlock();
      }
      claimed.accept(got, now);
    }
    return got.size();
  }

  private List<Claimed> claim(Transaction tx, int limit, boolean look) {
    Connection c = tx.connection();
    try {
      if (look) {
        look(c);
      }
      List<Claimed> got = new ArrayList<>();
      if (queues.takeExpired()) {
        keepOwn(tx);
        got.addAll(table.claimExpired(c, new Claim(lane.spec(), node, limit)));
      }
      int[] order = queues.order(ThreadLocalRandom.current());
      // Keys that came free share with what waits in the queues.
      int forKeys = order.length == 0 ? limit - got.size() : (limit - got.size() + 1) / 2;
      List<KeyOf> keys = queues.takeFreed(forKeys);
      if (!keys.isEmpty()) {
        got.addAll(table.claimKeys(c, new Claim(lane.spec(), node, forKeys), keys));
      }
      for (int i = 0; i < order.length && got.size() < limit; i++) {
        boolean drawnFromBehind = i == 0 && order.length > 1 && order[0] > order[1];
        int left = limit - got.size();
        claim(c, order[i], drawnFromBehind ? Math.max(1, left / 4) : left, got);
      }
      return got;
    } catch (SQLException e) {
      throw Database.translate("claiming from lane " + lane.spec().name(), e);
    }
  }

  /**
   * What this node is at has not been given up, though its lease is over: the clock jumped, or
   * nothing could be written for a while. It must not be begun a second time beside itself.
   */
  private void keepOwn(Transaction tx) throws SQLException {
    long at = System.nanoTime();
    List<Turn> turns = lane.turns();
    if (turns.isEmpty()) {
      return;
    }
    List<LaneItem> items = turns.stream().map(Turn::item).toList();
    Set<Long> renewed = table.renew(tx.connection(), items, lane.spec().lease());
    tx.afterCommit(
        () ->
            turns.stream()
                .filter(turn -> renewed.contains(turn.item().id()))
                .forEach(turn -> turn.renewed(at)));
  }

  private void claim(Connection c, int priority, int limit, List<Claimed> got) throws SQLException {
    Claim claim = new Claim(lane.spec(), node, limit);
    int left = limit;
    if (queues.takeDue(priority)) {
      List<Claimed> due = table.claim(c, claim, Shelf.DUE, priority, 0);
      got.addAll(due);
      left -= due.size();
      if (left == 0) {
        queues.againDue(priority);
        return;
      }
    }
    long watermark = queues.takeReady(priority);
    if (watermark >= 0) {
      Claim rest = new Claim(lane.spec(), node, left);
      List<Claimed> ready = table.claim(c, rest, Shelf.READY, priority, watermark);
      long last = ready.isEmpty() ? watermark : ready.get(ready.size() - 1).item().id();
      queues.claimed(priority, last, ready.size() == left);
      got.addAll(ready);
    }
  }

  private void look(Connection c) throws SQLException {
    LaneTable.Sight sight = table.look(c, lane.spec().name(), queues.watermarks());
    queues.seen(sight);
    lock.lock();
    try {
      nextLook = System.nanoTime() + tick;
      tick = Math.min(tick * 2, LONGEST_TICK);
    } finally {
      lock.unlock();
    }
    sight.nextDue().ifPresent(this::dueIn);
  }
}
