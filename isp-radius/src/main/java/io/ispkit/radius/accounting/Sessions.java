package io.ispkit.radius.accounting;

import static org.jooq.impl.DSL.noCondition;

import io.ispkit.core.outcome.Outcome;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** Live sessions and history. Thread-safe; see {@link Accounting}. */
public final class Sessions {

  private final RadacctDatabase database;

  Sessions(RadacctDatabase database) {
    this.database = database;
  }

  /**
   * Sessions that are open, oldest first. Open means that no Stop came: a session may be gone all
   * the same; its {@link Lifetime#lastSeen} tells since when nobody heard of it.
   */
  public Outcome<SessionPage> live(SessionFilter filter, PageRequest page) {
    return database.read(
        radacct -> {
          Condition wanted =
              Radacct.STOP.isNull().and(Radacct.START.isNotNull()).and(matches(radacct, filter));
          wanted = wanted.and(behind(radacct, page.after()));
          return SessionPage.of(
              radacct.fetch(
                  radacct
                      .sessions(wanted)
                      .orderBy(Radacct.START, Radacct.ID)
                      .limit(page.size() + 1)),
              page.size());
        });
  }

  /** How many sessions are open. */
  public Outcome<Long> countLive(SessionFilter filter) {
    return database.read(
        radacct ->
            (long)
                radacct
                    .sql()
                    .fetchCount(
                        radacct
                            .sql()
                            .selectOne()
                            .from(radacct.table())
                            .where(
                                radacct.scoped(
                                    Radacct.STOP.isNull().and(matches(radacct, filter))))));
  }

  /**
   * The sessions of a user that were up at any time from {@code from} to {@code to}, open ones
   * included; the one that was written last comes first.
   *
   * @param username as {@link SessionFilter#username}
   * @param from null: since ever
   * @param to exclusive; null: until now
   */
  public Outcome<SessionPage> history(
      String username, @Nullable Instant from, @Nullable Instant to, PageRequest page) {
    return database.read(
        radacct -> {
          Condition wanted = Radacct.USERNAME.eq(username);
          if (from != null) {
            wanted = wanted.and(Radacct.STOP.isNull().or(Radacct.STOP.ge(radacct.at(from))));
          }
          if (to != null) {
            wanted = wanted.and(Radacct.START.lt(radacct.at(to)));
          }
          if (page.after() != null) {
            wanted = wanted.and(Radacct.ID.lt(page.after().row()));
          }
          return SessionPage.of(
              radacct.fetch(
                  radacct.sessions(wanted).orderBy(Radacct.ID.desc()).limit(page.size() + 1)),
              page.size());
        });
  }

  /** The session with this Acct-Unique-Session-Id. */
  public Outcome<Optional<Session>> find(String acctUniqueId) {
    return database.read(
        radacct ->
            radacct.fetch(radacct.sessions(Radacct.UNIQUE_ID.eq(acctUniqueId))).stream()
                .findFirst());
  }

  /** By start and row; in words that every database finds an index for. */
  static Condition behind(Radacct radacct, @Nullable SessionCursor place) {
    if (place == null || place.startedAt() == null) {
      return noCondition();
    }
    Field<OffsetDateTime> start = radacct.at(place.startedAt());
    return Radacct.START.ge(start).and(Radacct.START.gt(start).or(Radacct.ID.gt(place.row())));
  }

  private static Condition matches(Radacct radacct, SessionFilter filter) {
    Condition all = noCondition();
    if (filter.username() != null) {
      all = all.and(Radacct.USERNAME.eq(filter.username()));
    }
    if (filter.nas() != null) {
      all = all.and(radacct.addresses().is(Radacct.NAS, filter.nas()));
    }
    if (filter.calledStationId() != null) {
      all = all.and(Radacct.CALLED.eq(filter.calledStationId()));
    }
    return all;
  }
}
