package io.ispkit.genieacs;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Lets one thread of this process work on a thing of a name at a time. Thread-safe. */
final class Stripes {

  private final ReentrantLock[] locks =
      IntStream.range(0, 64).mapToObj(i -> new ReentrantLock()).toArray(ReentrantLock[]::new);

  <T> T hold(String name, Supplier<T> work) {
    ReentrantLock lock = locks[Math.floorMod(name.hashCode(), locks.length)];
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
