package io.ispkit.runtime.job;

import java.time.Duration;

/** Hears of every round of every job, for meters. Must be quick, thread-safe, and not throw. */
@FunctionalInterface
public interface JobListener {

  /** Hears nothing. */
  JobListener NONE = (job, end, took) -> {};

  /**
   * A round has ended.
   *
   * @param end {@code done}, {@code refused}, {@code unknown} or {@code failed}
   */
  void ended(String job, String end, Duration took);
}
