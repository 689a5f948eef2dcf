package io.ispkit.netbox;

import io.ispkit.core.change.Change;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operations hold, and which of them may hold something of which we never heard. A write
 * without an answer may land late, beside its repeat, and two objects carry one mark then. NetBox
 * makes one at a time, so the lowest id landed first: that is the one that counts. Thread-safe; the
 * calls of one operation are kept apart by its user.
 */
final class Holdings<T extends Marked> {

  private static final Logger LOG = LoggerFactory.getLogger(Holdings.class);

  private final Marks<T> marks;
  private final Release<T> release;

  /** The marks of operations of whose last write nobody knows what became of it. */
  private final Set<String> unclear = ConcurrentHashMap.newKeySet();

  Holdings(Marks<T> marks, Release<T> release) {
    this.marks = marks;
    this.release = release;
  }

  /** A write for the operation ended unclear. */
  void becameUnclear(Operation operation) {
    unclear.add(Marks.mark(operation));
  }

  boolean isUnclear(Operation operation) {
    return unclear.contains(Marks.mark(operation));
  }

  /** What the operation holds was told, or given back. */
  void settled(Operation operation) {
    unclear.remove(Marks.mark(operation));
  }

  /**
   * The object of an operation. While a write of it is unclear nobody was told of any, so what
   * landed beside the first is given back. Else it stays: of which one was told before is not
   * known, as after a restart, and an address in use must not become another's. The drift check
   * tells of it, and a release takes it away.
   *
   * @throws CallFailed also when giving back did not end well, and is to be repeated
   */
  Optional<T> one(Operation operation) throws CallFailed {
    if (!isUnclear(operation)) {
      return marks.one(operation);
    }
    List<T> all = marks.of(operation);
    for (T surplus : all.subList(Math.min(1, all.size()), all.size())) {
      giveBack(surplus, operation);
    }
    return all.stream().findFirst();
  }

  private void giveBack(T surplus, Operation operation) throws CallFailed {
    Outcome<Optional<Change>> outcome = release.one(surplus.id(), Marks.mark(operation));
    if (outcome instanceof Outcome.Unknown<?> unknown) {
      throw CallFailed.away(Refusal.retryLater("netbox_away", unknown.reason()));
    }
    if (outcome instanceof Outcome.Refused<?> refused) {
      if (!refused.refusal().isPermanent()) {
        throw CallFailed.away(refused.refusal());
      }
      LOG.warn(
          "{}: {} is one too many and stays: {}", operation, surplus.target(), refused.refusal());
    } else {
      LOG.info("{}: gave back {}, which landed late", operation, surplus.target());
    }
  }
}
