package io.ispkit.testkit.time;

import io.ispkit.core.id.IdGenerator;
import java.util.concurrent.atomic.AtomicLong;

/** Gives {@code <prefix>1}, {@code <prefix>2} … Thread-safe. */
public final class CountingIds implements IdGenerator {

  private final String prefix;
  private final AtomicLong last = new AtomicLong();

  /** Ids {@code id-1}, {@code id-2} … */
  public CountingIds() {
    this("id-");
  }

  /**
   * Ids with a prefix.
   *
   * @param prefix of {@code [0-9A-Za-z_-]}, at most 20 characters
   */
  public CountingIds(String prefix) {
    if (!prefix.matches("[0-9A-Za-z_-]{0,20}")) {
      throw new IllegalArgumentException("prefix: expected [0-9A-Za-z_-]{0,20}, got " + prefix);
    }
    this.prefix = prefix;
  }

  @Override
  public String next() {
    return prefix + last.incrementAndGet();
  }
}
