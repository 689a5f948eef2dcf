package io.ispkit.runtime.drift;

import java.time.Duration;

/** Carries an interruption through an adapter; never seen outside. */
final class StoppedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final InterruptedException interruption;

  private StoppedException(InterruptedException interruption) {
    super(interruption);
    this.interruption = interruption;
  }

  InterruptedException interruption() {
    return interruption;
  }

  static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000);
    } catch (InterruptedException e) {
      throw new StoppedException(e);
    }
  }
}
