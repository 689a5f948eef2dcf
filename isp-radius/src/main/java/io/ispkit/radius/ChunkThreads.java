package io.ispkit.radius;

import io.ispkit.core.outcome.Outcome;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Writes chunks beside the thread that reads, so many at a time. Closing it waits for those under
 * way. Used by one thread.
 */
final class ChunkThreads implements AutoCloseable {

  private final int most;
  private final ExecutorService executor;
  private final Queue<Future<Outcome<Long>>> running = new ArrayDeque<>();

  ChunkThreads(int most) {
    this.most = most;
    this.executor =
        Executors.newFixedThreadPool(
            most,
            work -> {
              Thread thread = new Thread(work, "isp-radius-import");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Waits until one more may be begun; returns what was written meanwhile. */
  Outcome<Long> makeRoom() {
    return await(most - 1);
  }

  /** Begins to write; only after {@link #makeRoom}. */
  void begin(Callable<Outcome<Long>> work) {
    running.add(executor.submit(work));
  }

  /** Waits for all. */
  Outcome<Long> finish() {
    return await(0);
  }

  /**
   * All are awaited when one is not done. One that is unknown is what is answered then, else the
   * first that was refused; unknown also when the thread is interrupted meanwhile.
   */
  private Outcome<Long> await(int left) {
    Outcome<Long> all = Outcome.done(0L);
    while (running.size() > (all.isDone() ? left : 0)) {
      Outcome<Long> sum = all;
      Outcome<Long> next = await(running.remove());
      if (all.isDone()) {
        all = sum.flatMap(before -> next.map(more -> before + more));
      } else if (next instanceof Outcome.Unknown<Long>) {
        all = next;
      }
    }
    return all;
  }

  private static Outcome<Long> await(Future<Outcome<Long>> chunk) {
    try {
      return chunk.get();
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
      return Outcome.unknown("interrupted while a chunk was written");
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a chunk failed", failed);
    }
  }

  @Override
  public void close() {
    executor.shutdown();
    boolean ended = false;
    boolean asked = false;
    while (!ended) {
      try {
        ended = executor.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException now) {
        asked = true;
      }
    }
    if (asked) {
      Thread.currentThread().interrupt();
    }
  }
}
