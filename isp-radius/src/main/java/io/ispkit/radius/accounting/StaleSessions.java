package io.ispkit.radius.accounting;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;

import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jooq.Condition;

/**
 * Sessions that are open in {@code radacct} and gone in truth: their Stop was lost. One of them
 * locks out a user who may have one session only. Thread-safe; see {@link Accounting}.
 *
 * <p>Closing writes the time of the last packet as the time of the stop, not now; the cause of the
 * rule; and {@value #MARK} to {@code connectinfo_stop}, by which we know it again. Counters stay as
 * they are, and no row is ever deleted. Every statement says again what must hold, so a session
 * that is heard of meanwhile stays open, and a repeat does nothing.
 *
 * <p><b>What a wrong closing costs:</b> on PostgreSQL FreeRADIUS no longer finds the row, and the
 * NAS gets no answer to its Interims; all later bytes are lost unless the row is opened again,
 * after which the next Interim brings the full counters. Nothing in {@code radacct} tells that this
 * happens. On MariaDB it writes to the closed row, which shows that the session lives: see {@link
 * #reopenSeen}.
 */
public final class StaleSessions {

  /** What we write to {@code connectinfo_stop} of a session that we close. */
  public static final String MARK = "isp-kit: stale";

  /** Sessions in one call at most. */
  public static final int MOST = 1_000;

  private final RadacctDatabase database;
  private final StaleRule rule;

  StaleSessions(RadacctDatabase database, StaleRule rule) {
    this.database = database;
    this.rule = rule;
  }

  /**
   * What {@link #close} would close now.
   *
   * @param limit 1 to {@value #MOST}
   */
  public Outcome<StaleResult> find(int limit) {
    StaleSearch search = search(limit);
    return database.read(search::find);
  }

  /**
   * Closes sessions by the rule, the oldest first.
   *
   * @param limit 1 to {@value #MOST}
   * @return done with those that this call closed; refused with retry; unknown
   */
  public Outcome<StaleResult> close(int limit, Operation operation) {
    StaleSearch search = search(limit);
    return database.write(
        operation,
        radacct -> {
          StaleResult found = search.find(radacct);
          List<Session> closed = new ArrayList<>();
          Set<Long> done = new HashSet<>();
          for (Session session : found.stale()) {
            if (!done.contains(session.key().row())) {
              List<Session> same = search.ofOnePatience(found.stale(), session);
              same.forEach(s -> done.add(s.key().row()));
              closed.addAll(close(radacct, same, search.limit(session)));
            }
          }
          return Outcome.done(new StaleResult(closed, found.onSilentNas(), found.more()));
        });
  }

  private List<Session> close(Radacct radacct, List<Session> sessions, Instant limit) {
    Condition stale =
        Radacct.ID
            .in(sessions.stream().map(session -> session.key().row()).toList())
            .and(Radacct.STOP.isNull())
            .and(Radacct.SIGN.lt(radacct.at(limit)));
    List<Session> still = radacct.fetch(radacct.sessions(stale).forUpdate());
    if (!still.isEmpty()) {
      radacct
          .sql()
          .update(radacct.table())
          .set(Radacct.STOP, Radacct.SIGN)
          .set(Radacct.SECONDS, coalesce(Radacct.SECONDS, inline(0L)))
          .set(Radacct.CAUSE, rule.cause())
          .set(Radacct.CONNECT_STOP, MARK)
          .where(radacct.scoped(stale))
          .execute();
    }
    return still;
  }

  /**
   * Opens a session again that we closed and that, as the caller knows, its NAS still has.
   *
   * @param acctUniqueId of the session
   * @return done with the open session, also when it was open already; refused for good with {@code
   *     session_missing}, or with {@code not_closed_by_us}: the NAS or somebody else ended it;
   *     refused with retry; unknown
   */
  public Outcome<Session> reopen(String acctUniqueId, Operation operation) {
    return database.write(
        operation,
        radacct -> {
          reopen(
              radacct,
              Radacct.UNIQUE_ID
                  .eq(acctUniqueId)
                  .and(Radacct.STOP.isNotNull())
                  .and(Radacct.CONNECT_STOP.eq(MARK)));
          List<Session> now = radacct.fetch(radacct.sessions(Radacct.UNIQUE_ID.eq(acctUniqueId)));
          if (now.isEmpty()) {
            return Outcome.refused("session_missing", "no session " + acctUniqueId);
          }
          Session session = now.get(0);
          return session.lifetime().isOpen()
              ? Outcome.done(session)
              : Outcome.refused(
                  "not_closed_by_us",
                  "session " + acctUniqueId + " ended by " + session.lifetime().cause());
        });
  }

  /**
   * Opens the sessions again that we closed and that were heard of since: an Interim wrote a later
   * time to the closed row. FreeRADIUS does that on MariaDB; on PostgreSQL it does not, so there
   * this finds nothing, and only {@link #reopen} helps.
   *
   * @param since looks at sessions only whose stop is not before
   * @return done with those that are open again; refused with retry; unknown
   */
  public Outcome<List<Session>> reopenSeen(Instant since, Operation operation) {
    return database.write(
        operation,
        radacct -> {
          Condition alive =
              Radacct.STOP
                  .ge(radacct.at(since))
                  .and(Radacct.CONNECT_STOP.eq(MARK))
                  .and(Radacct.UPDATE.gt(Radacct.STOP));
          List<Session> found = radacct.fetch(radacct.sessions(alive).limit(MOST).forUpdate());
          List<Long> rows = found.stream().map(session -> session.key().row()).toList();
          if (rows.isEmpty()) {
            return Outcome.done(List.of());
          }
          reopen(radacct, Radacct.ID.in(rows).and(alive));
          return Outcome.done(radacct.fetch(radacct.sessions(Radacct.ID.in(rows))));
        });
  }

  private static void reopen(Radacct radacct, Condition condition) {
    radacct
        .sql()
        .update(radacct.table())
        .setNull(Radacct.STOP)
        .set(Radacct.CAUSE, "")
        .setNull(Radacct.CONNECT_STOP)
        .where(radacct.scoped(condition))
        .execute();
  }

  private StaleSearch search(int limit) {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit: expected 1 to " + MOST + ", but was " + limit);
    }
    return new StaleSearch(database.settings(), rule, limit);
  }
}
