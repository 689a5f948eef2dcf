package io.ispkit.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps a fixed number of callers busy: each starts its next run when its last one has ended. */
final class ClosedLoop {

  /** One run, from start to its durable end. */
  @FunctionalInterface
  interface Body {
    void run(String id) throws Exception;
  }

  /** What was measured. */
  record Result(int runs, double seconds, double p50Millis, double p99Millis) {
    double perSecond() {
      return runs / seconds;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%8.0f /s   p50 %7.1f ms   p99 %7.1f ms", perSecond(), p50Millis, p99Millis);
    }
  }

  private ClosedLoop() {}

  static Result run(String prefix, int runs, int inFlight, Body body) throws Exception {
    long[] nanos = new long[runs];
    AtomicInteger next = new AtomicInteger();
    ExecutorService callers = Executors.newFixedThreadPool(inFlight);
    try {
      List<Future<?>> all = new ArrayList<>();
      long start = System.nanoTime();
      for (int caller = 0; caller < inFlight; caller++) {
        all.add(
            callers.submit(
                () -> {
                  for (int i = next.getAndIncrement(); i < runs; i = next.getAndIncrement()) {
                    long begin = System.nanoTime();
                    body.run(prefix + i);
                    nanos[i] = System.nanoTime() - begin;
                  }
                  return null;
                }));
      }
      for (Future<?> caller : all) {
        caller.get();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      Arrays.sort(nanos);
      return new Result(runs, seconds, nanos[runs / 2] / 1e6, nanos[runs * 99 / 100] / 1e6);
    } finally {
      callers.shutdownNow();
    }
  }
}
