package io.ispkit.netbox;

import io.ispkit.core.change.Change;
import io.ispkit.core.http.HttpResult;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One object for each operation: looks it up, makes it, and looks it up again when the answer was
 * unclear; gives it back. The calls of one operation are kept apart. Thread-safe.
 */
final class MarkedTaking<T extends Marked> {

  private static final Logger LOG = LoggerFactory.getLogger(MarkedTaking.class);
  private static final int ROUNDS = 6;

  private final Marks<T> marks;
  private final Release<T> release;
  private final Holdings<T> holdings;
  private final OperationLocks locks;

  MarkedTaking(Marks<T> marks, Release<T> release) {
    this(marks, release, new Holdings<>(marks, release), new OperationLocks());
  }

  /** For operations that others work for too. */
  MarkedTaking(Marks<T> marks, Release<T> release, Holdings<T> holdings, OperationLocks locks) {
    this.marks = marks;
    this.release = release;
    this.holdings = holdings;
    this.locks = locks;
  }

  Outcome<T> take(Operation operation, Taken.Write<T> write) {
    return locks.hold(operation, () -> taken(operation, write));
  }

  /** An earlier write that lands late makes ours one too many, or has it refused: so look again. */
  private Outcome<T> taken(Operation operation, Taken.Write<T> write) {
    HttpResult open = null;
    Refusal no = null;
    try {
      for (int round = 0; round < ROUNDS; round++) {
        Optional<T> held = holdings.one(operation);
        if (held.isPresent()) {
          holdings.settled(operation);
          return Outcome.done(held.get());
        }
        if (no != null) {
          return Outcome.refused(no);
        }
        if (open != null && Verdict.mayStillRun(open)) {
          return Outcome.unknown("NetBox may still be at work: " + open);
        }
        boolean alone = !holdings.isUnclear(operation);
        Taken<T> taken = Taken.by(write);
        if (alone && taken instanceof Taken.Got<T> got) {
          return Outcome.done(got.object());
        }
        if (taken instanceof Taken.No<T> refused) {
          no = refused.refusal();
        } else if (taken instanceof Taken.Unclear<T> lost) {
          open = lost.result();
          holdings.becameUnclear(operation);
          LOG.info("{}: looking up an unclear write: {}", operation, open);
        }
      }
    } catch (CallFailed failed) {
      return holdings.isUnclear(operation)
          ? Outcome.unknown("an earlier write is unclear; " + failed.refusal())
          : Outcome.refused(no == null ? failed.refusal() : no);
    }
    return Outcome.unknown("NetBox answers no write: " + open);
  }

  /** Gives back what the operation holds. */
  Outcome<List<Change>> release(Operation operation) {
    return locks.hold(
        operation,
        () ->
            release
                .of(operation)
                .map(
                    released -> {
                      holdings.settled(operation);
                      return released;
                    }));
  }

  /** What the operation holds now. */
  Outcome<Optional<T>> find(Operation operation) {
    try {
      return Outcome.done(marks.one(OperationLocks.outside(operation)));
    } catch (CallFailed failed) {
      return Outcome.refused(failed.refusal());
    }
  }
}
