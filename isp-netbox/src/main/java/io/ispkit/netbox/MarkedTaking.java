package io.ispkit.netbox;

import io.ispkit.core.change.Change;
import io.ispkit.core.http.HttpResult;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One object for each operation: looks it up, makes it, and looks it up again when the answer was
 * unclear; gives it back. The calls of one operation are kept apart. Thread-safe.
 */
final class MarkedTaking<T extends Marked> {

  /** Makes the object, once. */
  interface Write<T> {
    Taken<T> write() throws CallFailed;
  }

  private static final Logger LOG = LoggerFactory.getLogger(MarkedTaking.class);
  private static final int ROUNDS = 4;

  private final Marks<T> marks;
  private final Release<T> release;
  private final OperationLocks locks = new OperationLocks();
  private final Set<String> unclear = ConcurrentHashMap.newKeySet();

  MarkedTaking(Marks<T> marks, Release<T> release) {
    this.marks = marks;
    this.release = release;
  }

  Outcome<T> take(Operation operation, Write<T> write) {
    return locks.hold(operation, () -> taken(operation, write));
  }

  private Outcome<T> taken(Operation operation, Write<T> write) {
    String mark = Marks.mark(operation);
    HttpResult open = null;
    try {
      for (int round = 0; round < ROUNDS; round++) {
        Optional<T> held = marks.one(operation);
        if (held.isPresent()) {
          unclear.remove(mark);
          return Outcome.done(held.get());
        }
        if (open != null && Verdict.mayStillRun(open)) {
          return Outcome.unknown("NetBox may still be at work: " + open);
        }
        Taken<T> taken = write.write();
        if (taken instanceof Taken.Got<T> got) {
          unclear.remove(mark);
          return Outcome.done(got.object());
        }
        if (taken instanceof Taken.No<T> no) {
          return Outcome.refused(no.refusal());
        }
        open = ((Taken.Unclear<T>) taken).result();
        unclear.add(mark);
        LOG.info("{}: looking up an unclear write: {}", operation, open);
      }
    } catch (CallFailed failed) {
      boolean ambiguous = failed.refusal().code().equals("operation_ambiguous");
      return unclear.contains(mark) && !ambiguous
          ? Outcome.unknown("an earlier write is unclear; " + failed.refusal())
          : Outcome.refused(failed.refusal());
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
                      unclear.remove(Marks.mark(operation));
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
