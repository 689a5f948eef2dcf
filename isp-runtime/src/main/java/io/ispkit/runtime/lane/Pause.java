package io.ispkit.runtime.lane;

import java.time.Duration;

/** Waiting on the kernel's own threads, which end by a flag and not by interruption. */
final class Pause {

  private Pause() {}

  /** 50 ms, doubling up to 2 s. */
  static void backoff(int tries) {
    sleep(Duration.ofMillis(Math.min(2000, 50L << Math.min(tries, 6))));
  }

  static void sleep(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static void join(Thread thread) {
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
