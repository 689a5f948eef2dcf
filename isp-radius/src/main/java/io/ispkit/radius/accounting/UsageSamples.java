package io.ispkit.radius.accounting;

import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;

/**
 * The counters of all open sessions, written down at the border of a period: what makes {@link
 * Usage} exact. They stand in a table of ours, {@code isp_usage_sample}, beside {@code radacct}; it
 * is made by {@link #createTable} or by hand, never by itself, and FreeRADIUS need not know of it.
 * Thread-safe; see {@link Accounting}.
 *
 * <p>Let a job call {@link #take} right after each border. A sample holds what the NAS had last
 * reported, so it lags by one interim interval at most.
 */
public final class UsageSamples {

  private final RadacctDatabase database;

  UsageSamples(RadacctDatabase database) {
    this.database = database;
  }

  /** The statement by which the table is made, for those who keep their schema themselves. */
  public Outcome<String> statement() {
    return database.read(radacct -> SampleRows.statement(radacct.tables().layout().schema()));
  }

  /** Whether the table is there. */
  public Outcome<Boolean> isKept() {
    return database.read(radacct -> new SampleRows(radacct).exist());
  }

  /**
   * Makes the table unless it is there. Call it outside of transactions that matter: H2 and MariaDB
   * commit with it.
   *
   * @return done; refused with retry; unknown
   */
  public Outcome<Boolean> createTable(Operation operation) {
    return database.write(
        operation,
        radacct -> {
          SampleRows rows = new SampleRows(radacct);
          boolean missing = !rows.exist();
          if (missing) {
            rows.create();
          }
          return Outcome.done(missing);
        });
  }

  /**
   * Samples every session that is open and began before {@code border}. A repeat samples only what
   * has no sample there yet.
   *
   * @param late how long after the border this is still right: what a session used since then is
   *     counted to the period before
   * @return done with the number of samples; refused for good with {@code too_late}, {@code
   *     too_early} or {@code not_kept}; refused with retry; unknown
   */
  public Outcome<Integer> take(Instant border, Duration late, Operation operation) {
    Instant now = database.settings().clock().instant();
    if (now.isBefore(border)) {
      return Outcome.refused(
          "too_early", "expected to be called after " + border + ", not at " + now);
    }
    if (now.isAfter(border.plus(late))) {
      return Outcome.refused(
          "too_late", "it is " + now + ", and counters of now are not those of " + border);
    }
    return database.write(
        operation,
        radacct -> {
          SampleRows rows = new SampleRows(radacct);
          return rows.exist()
              ? Outcome.done(rows.take(border, now))
              : Outcome.refused("not_kept", "there is no table " + SampleRows.TABLE);
        });
  }

  /**
   * Deletes the samples of borders before {@code border}; usage of older periods becomes an
   * estimate again.
   *
   * @return done with their number; refused for good with {@code not_kept}; refused with retry;
   *     unknown
   */
  public Outcome<Integer> forget(Instant border, Operation operation) {
    return database.write(
        operation,
        radacct -> {
          SampleRows rows = new SampleRows(radacct);
          return rows.exist()
              ? Outcome.done(rows.forget(border))
              : Outcome.refused("not_kept", "there is no table " + SampleRows.TABLE);
        });
  }
}
