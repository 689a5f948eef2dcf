package io.ispkit.radius.dynauth;

import io.ispkit.core.connection.BreakerRule;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether one NAS counts as down. Used by one thread, on whose clock all times are: nanoseconds.
 *
 * <p>It differs from the breaker of other targets in one thing: requests overlap here, so an answer
 * to an earlier one may come while the NAS counts as down, and shows that it is up.
 */
final class NasBreaker {

  /** What the end of a request tells of the NAS. */
  enum End {
    /** It has answered, whatever it said. */
    ANSWERED,
    /** It was asked, and nothing came that can be believed. */
    SILENT,
    /** Nothing: the request did not leave, or was given up for another reason. */
    TOLD_NOTHING
  }

  private static final Logger LOG = LoggerFactory.getLogger(NasBreaker.class);

  private final String nas;
  private final BreakerRule rule;

  /** How the last requests ended, in a circle; set: silent. */
  private final BitSet silent;

  private int next;
  private boolean down;
  private long until;
  private @Nullable Exchange trial;

  /**
   * Of a NAS that is up.
   *
   * @param nas its name in log lines
   */
  NasBreaker(String nas, BreakerRule rule) {
    this.nas = nas;
    this.rule = rule;
    this.silent = new BitSet(rule.among());
  }

  /** For how long nothing is let through; 0 also while a trial is under way. */
  long left(long now) {
    return down && trial == null ? Math.max(0, until - now) : 0;
  }

  /** Whether a request is let through. */
  boolean lets(long now) {
    return !down || (trial == null && left(now) == 0);
  }

  /** Notes a request that was let through; while the NAS counts as down it is the trial. */
  void begun(Exchange exchange) {
    if (down) {
      trial = exchange;
    }
  }

  /** Learns from how a request ended that was let through. */
  void ended(Exchange exchange, End end, long now) {
    boolean tried = exchange.equals(trial);
    if (tried) {
      trial = null;
    }
    switch (end) {
      case ANSWERED -> answered();
      case SILENT -> {
        if (tried) {
          until = now + rule.pause().toNanos();
        } else if (!down) {
          note(true);
          if (silent.cardinality() >= rule.failures()) {
            goDown(now);
          }
        }
      }
      case TOLD_NOTHING -> {
        // if it was the trial, the next one tries
      }
    }
  }

  private void answered() {
    if (down) {
      down = false;
      trial = null;
      LOG.info("{}: is up again", nas);
    } else {
      note(false);
    }
  }

  private void note(boolean wasSilent) {
    silent.set(next, wasSilent);
    next = (next + 1) % rule.among();
  }

  private void goDown(long now) {
    down = true;
    until = now + rule.pause().toNanos();
    silent.clear();
    next = 0;
    LOG.warn("{}: counts as down for {}", nas, rule.pause());
  }
}
