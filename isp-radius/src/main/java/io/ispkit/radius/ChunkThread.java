package io.ispkit.radius;

import io.ispkit.core.outcome.Outcome;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Writes one chunk at a time beside the thread that reads. Closing it waits for the last one. */
final class ChunkThread implements AutoCloseable {

  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "isp-radius-import");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable Future<Outcome<Long>> running;

  /** Begins to write; only after {@link #await}. */
  void begin(Callable<Outcome<Long>> work) {
    running = executor.submit(work);
  }

  /**
   * Waits for what was begun, if anything was; unknown when the thread is interrupted meanwhile.
   */
  Outcome<Long> await() {
    Future<Outcome<Long>> now = running;
    if (now == null) {
      return Outcome.done(0L);
    }
    running = null;
    try {
      return now.get();
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
    Future<Outcome<Long>> left = running;
    if (left != null && !left.isDone()) {
      await();
    }
  }
}
