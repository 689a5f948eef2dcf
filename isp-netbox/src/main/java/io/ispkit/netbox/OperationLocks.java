package io.ispkit.netbox;

import io.ispkit.core.operation.Operation;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Lets one thread at a time work for an operation: look-up and write must not interleave. Between
 * processes the caller's lease does the same.
 */
final class OperationLocks {

  private final ReentrantLock[] stripes =
      IntStream.range(0, 64).mapToObj(i -> new ReentrantLock()).toArray(ReentrantLock[]::new);

  <T> T hold(Operation operation, Supplier<T> work) {
    outside(operation);
    ReentrantLock lock = stripes[stripe(operation)];
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** The same for many operations at once; never in each other's way. */
  <T> T hold(Collection<Operation> operations, Supplier<T> work) {
    operations.forEach(OperationLocks::outside);
    List<ReentrantLock> locks =
        operations.stream()
            .mapToInt(this::stripe)
            .distinct()
            .sorted()
            .mapToObj(i -> stripes[i])
            .toList();
    locks.forEach(ReentrantLock::lock);
    try {
      return work.get();
    } finally {
      locks.forEach(ReentrantLock::unlock);
    }
  }

  private int stripe(Operation operation) {
    return Math.floorMod(operation.toString().hashCode(), stripes.length);
  }

  /** The operation, when no transaction is open: we are about to call out. */
  static Operation outside(Operation operation) {
    if (operation.transaction().isPresent()) {
      throw new IllegalStateException(
          "operation " + operation + ": NetBox must not be called inside a transaction");
    }
    return operation;
  }
}
