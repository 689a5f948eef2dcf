package io.ispkit.testkit.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/** A clock that stands still until it is told otherwise. Thread-safe. */
public final class SettableClock implements InstantSource {

  private Instant now;

  public SettableClock(Instant start) {
    this.now = Objects.requireNonNull(start);
  }

  /** Stands at 2025-10-16T09:30:00Z. */
  public SettableClock() {
    this(Instant.parse("2025-10-16T09:30:00Z"));
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /** Moves on (or back) by {@code step}, and returns the new time. */
  public synchronized Instant advance(Duration step) {
    now = now.plus(step);
    return now;
  }

  public synchronized void set(Instant time) {
    now = Objects.requireNonNull(time);
  }
}
