package io.ispkit.runtime.lane;

import io.ispkit.core.error.IspException;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.database.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lane that this node works: carries each claimed item through its turn. */
final class WorkedLane {

  private static final Logger LOG = LoggerFactory.getLogger(WorkedLane.class);

  /** An item whose worker vanished this often in a row is taken to be the cause. */
  private static final int MOST_LOSSES = 50;

  private final LaneSpec spec;
  private final LaneHandler handler;
  private final LaneListener listener;
  private final Executor calls;
  private final Committer committer;
  private final Claimer claimer;
  private final Map<Long, Turn> turns = new ConcurrentHashMap<>();
  private volatile boolean closing;

  WorkedLane(
      LaneSpec spec,
      LaneHandler handler,
      Database database,
      LaneTable table,
      String node,
      Committer committer,
      Executor calls,
      LaneListener listener) {
    this.spec = spec;
    this.handler = handler;
    this.listener = listener;
    this.calls = calls;
    this.committer = committer;
    this.claimer = new Claimer(database, table, this, node, this::begin);
  }

  LaneSpec spec() {
    return spec;
  }

  Claimer claimer() {
    return claimer;
  }

  void close() {
    closing = true;
    claimer.stop();
  }

  boolean isIdle() {
    return claimer.inFlight() == 0;
  }

  /** The turns whose lease has run for a third of its time. */
  List<Turn> toRenew() {
    List<Turn> out = new ArrayList<>();
    for (Turn turn : turns.values()) {
      if (turn.wantsRenewal()) {
        out.add(turn);
      }
    }
    return out;
  }

  /** All that this node is at. */
  List<Turn> turns() {
    return List.copyOf(turns.values());
  }

  void prepare(Transaction transaction, List<LaneItem> items) {
    if (items.size() > 1) {
      handler.prepare(transaction, items);
    }
  }

  private void begin(List<Claimed> claimed, long at) {
    listener.claimed(spec.name(), claimed.size());
    for (Claimed each : claimed) {
      Turn turn = new Turn(this, each, at);
      turns.put(each.item().id(), turn);
      if (each.losses() > MOST_LOSSES) {
        String reason = "its worker vanished " + each.losses() + " times in a row";
        committer.submit(Piece.failed(turn, new PermanentException(reason)));
        continue;
      }
      try {
        proceed(turn, handler.begin(each.item()));
      } catch (Throwable e) { // a handler in another language throws what it likes
        fail(turn, e);
      }
    }
  }

  private void proceed(Turn turn, Work work) {
    if (work instanceof Work.InTransaction piece) {
      committer.submit(Piece.of(turn, piece));
    } else if (work instanceof Work.Remote remote) {
      if (remote.writes()) {
        committer.submit(Piece.announcing(turn, remote));
      } else {
        call(turn, remote);
      }
    } else { // null, in spite of the types: nobody would ever come back to the turn
      fail(turn, new IllegalStateException("the handler named no work"));
    }
  }

  private void call(Turn turn, Work.Remote remote) {
    try {
      calls.execute(() -> callNow(turn, remote));
    } catch (Throwable e) { // the executor refuses, or there is no thread for it
      fail(turn, e);
    }
  }

  private void callNow(Turn turn, Work.Remote remote) {
    if (turn.isStale()) {
      settled(Settlement.lost(turn));
      return;
    }
    try {
      Work next = remote.call().call();
      turn.returned();
      proceed(turn, next);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail(turn, e);
    } catch (Throwable e) {
      fail(turn, e);
    }
  }

  private void fail(Turn turn, Throwable e) {
    if (!(e instanceof IspException)) {
      LOG.warn("lane {}, item {}: unexpected failure", spec.name(), turn.item().id(), e);
    }
    committer.submit(Piece.failed(turn, e));
  }

  /** A piece of this lane has committed, or its claim is lost. */
  void settled(Settlement done) {
    Turn turn = done.turn();
    if (done.end() != null) {
      end(turn, done);
      return;
    }
    ItemWrite write = done.write();
    if (write.kind() == ItemWrite.Kind.UPDATE) {
      turn.intent(write.intent());
    }
    Work work = done.work();
    if (work == null) {
      throw new IllegalStateException("a turn neither ends nor goes on");
    }
    if (done.announced() && work instanceof Work.Remote remote) {
      call(turn, remote);
    } else if (closing) {
      committer.submit(Piece.release(turn));
    } else {
      proceed(turn, work);
    }
  }

  private void end(Turn turn, Settlement done) {
    if (!turn.end()) {
      return;
    }
    turns.remove(turn.item().id(), turn);
    try {
      follow(turn, done);
    } finally {
      claimer.ended(); // whatever happens, the place is free
    }
  }

  /** Looks for what may run now, and tells. */
  private void follow(Turn turn, Settlement done) {
    LaneItem item = turn.item();
    ItemWrite write = done.write();
    boolean leaves =
        write.kind() == ItemWrite.Kind.DELETE
            || (write.kind() == ItemWrite.Kind.BURY && !spec.deadParksKey());
    if (leaves && item.key() != null) {
      claimer.keyFreed(new LaneTable.KeyOf(item.tenant().value(), item.key()));
    } else if (write.kind() == ItemWrite.Kind.UPDATE && write.state() == ItemState.READY) {
      claimer.hint(item.priority(), item.id());
    } else if (write.delayMillis() != null) {
      claimer.dueIn(Duration.ofMillis(write.delayMillis()));
    }
    if (done.end() == LaneListener.End.LOST) {
      LOG.debug("lane {}, item {}: the lease is lost", spec.name(), item.id());
    } else if (done.end() == LaneListener.End.DEAD) {
      LOG.warn(
          "lane {}, item {} of tenant {} is dead: {}",
          spec.name(),
          item.id(),
          item.tenant(),
          write.reason());
    }
    if (done.end() != null) {
      listener.ended(spec.name(), done.end(), turn.age());
    }
  }
}
