package io.ispkit.netbox;

import io.ispkit.core.http.HttpResult;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one object for an operation: looks it up, makes it, and looks it up again when the answer
 * was unclear. The calls of one operation are kept apart by {@link OperationLocks}. Thread-safe.
 */
final class MarkedTaking<T extends Marked> {

  /** Makes the object, once. */
  interface Write<T> {
    Taken<T> write() throws CallFailed;
  }

  private static final Logger LOG = LoggerFactory.getLogger(MarkedTaking.class);
  private static final int ROUNDS = 4;

  private final Marks<T> marks;
  private final Set<String> unclear = ConcurrentHashMap.newKeySet();

  MarkedTaking(Marks<T> marks) {
    this.marks = marks;
  }

  Outcome<T> take(Operation operation, Write<T> write) {
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

  /** Nothing of the operation is left: nothing of it is unclear. */
  void forget(Operation operation) {
    unclear.remove(Marks.mark(operation));
  }
}
