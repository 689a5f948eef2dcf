package io.ispkit.runtime.lane;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads for calls to other systems. */
final class CallThreads {

  private static final int FIRST_WITHOUT_PINNING = 24;

  private CallThreads() {}

  /**
   * Virtual threads where they are not pinned by {@code synchronized} (JDK 24 and later, JEP 491);
   * else as many platform threads as calls are under way, which the lanes bound.
   */
  static ExecutorService create() {
    if (Runtime.version().feature() >= FIRST_WITHOUT_PINNING) {
      try {
        return (ExecutorService)
            Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
      } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException("no virtual threads on this JDK", e);
      }
    }
    AtomicInteger count = new AtomicInteger();
    return Executors.newCachedThreadPool(
        task -> {
          Thread thread = new Thread(task, "isp-lane-call-" + count.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }
}
