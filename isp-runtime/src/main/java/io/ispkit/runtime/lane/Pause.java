package io.ispkit.runtime.lane;

import java.time.Duration;

/** Waiting on the kernel's own threads, which end by a flag and not by interruption. */
final class Pause {

  private Pause() {}

  /**
   * Forgets that the thread was interrupted, by something that ran on it: no wait of it would wait
   * any more, and neither a pool nor H2 does anything for it.
   */
  static void goOn() {
    Thread.interrupted();
  }

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
