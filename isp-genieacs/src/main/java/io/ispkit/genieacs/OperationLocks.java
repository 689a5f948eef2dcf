package io.ispkit.genieacs;

import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Lets one thread of this process work on an operation at a time. Thread-safe. */
final class OperationLocks {

  private final ReentrantLock[] stripes =
      IntStream.range(0, 64).mapToObj(i -> new ReentrantLock()).toArray(ReentrantLock[]::new);

  <T> Outcome<T> hold(Operation operation, Supplier<Outcome<T>> work) {
    ReentrantLock lock = lock(operation);
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** Of a second operation, while the first is held: does not wait, for the other way round. */
  <T> Outcome<T> holdToo(Operation second, Supplier<Outcome<T>> work) {
    ReentrantLock lock = lock(second);
    if (!lock.tryLock()) {
      return Outcome.refused(
          Refusal.retryLater("device_busy", "operation " + second + " is at work on it"));
    }
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private ReentrantLock lock(Operation operation) {
    return stripes[Math.floorMod(operation.toString().hashCode(), stripes.length)];
  }
}
