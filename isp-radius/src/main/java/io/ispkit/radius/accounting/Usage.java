package io.ispkit.radius.accounting;

import static org.jooq.impl.DSL.count;

import io.ispkit.core.outcome.Outcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * Bytes per user and period, split at the borders. Thread-safe; see {@link Accounting}.
 *
 * <p>{@code radacct} holds one total for each session. Of a session that was up at a border nobody
 * can tell from that alone how much came before it. Two things can be done, and every result says
 * which was:
 *
 * <ul>
 *   <li>The counters were sampled at the border ({@link UsageSamples}, or FreeRADIUS's procedure
 *       that {@link ServerUsage} reads): the split is true but for what the NAS had not yet
 *       reported, at most one interim interval, which falls to the later period. It does not change
 *       again, unless the Stop of a session that had ended before the border comes after the
 *       sample: what the Stop adds is then counted to the earlier period.
 *   <li>Else the bytes are spread evenly over the time of the session. That is an estimate, and
 *       while the session is open it changes with every Interim. Where the NAS counted fewer
 *       seconds than lie between the times, as one does whose clock said 1970 until it was set, the
 *       seconds count.
 * </ul>
 */
public final class Usage {

  /** Periods in one call at most. */
  public static final int MOST_PERIODS = 120;

  /** Sessions of one user that cross the borders of one period at most. */
  private static final int MOST_CROSSING = 10_000;

  private final RadacctDatabase database;

  Usage(RadacctDatabase database) {
    this.database = database;
  }

  /**
   * What a user used in each of the periods, in their order. The periods may overlap or have gaps.
   *
   * <p>A session is taken to have been up until its last packet, and a packet's time is what
   * FreeRADIUS wrote. Upload and download are told apart by the profile of each NAS.
   *
   * @param username as {@link SessionFilter#username}
   * @param periods 1 to {@value #MOST_PERIODS}
   * @return done; refused with {@code too_many_sessions} when more than 10,000 sessions of this
   *     user cross the borders of one period; refused with retry
   */
  public Outcome<List<PeriodUsage>> of(String username, List<UsagePeriod> periods) {
    if (periods.isEmpty() || periods.size() > MOST_PERIODS) {
      throw new IllegalArgumentException(
          "periods: expected 1 to " + MOST_PERIODS + ", but was " + periods.size());
    }
    Instant now = database.settings().clock().instant();
    return database
        .read(
            radacct -> {
              SampleRows samples = new SampleRows(radacct);
              boolean sampled = samples.exist();
              List<PeriodUsage> all = new ArrayList<>();
              for (UsagePeriod period : periods) {
                PeriodUsage usage = of(radacct, username, period, now, sampled ? samples : null);
                if (usage == null) {
                  return List.<PeriodUsage>of();
                }
                all.add(usage);
              }
              return List.copyOf(all);
            })
        .flatMap(
            all ->
                all.isEmpty()
                    ? Outcome.refused(
                        "too_many_sessions",
                        "more than "
                            + MOST_CROSSING
                            + " sessions of user "
                            + username
                            + " cross the borders of one period")
                    : Outcome.done(all));
  }

  /**
   * What each of the users in scope used in one period, page by page, in the database's order of
   * their names. Users without a session in the period are left out. Each page is one query and a
   * transaction of its own, so a user may come who was not there when the first page was read.
   *
   * <p>A page costs what its users' sessions cost, however long ago the period was: for the usage
   * of a few users ask {@link #of}.
   *
   * @param after behind which user the page begins, as {@link UsagePage#next} says; empty: with the
   *     first
   * @param size users, 1 to {@value PageRequest#MOST}
   * @return done; refused with {@code too_many_sessions} when the sessions that cross the borders
   *     of the period are more than 100,000 on this page: ask for a smaller one; refused with retry
   */
  public Outcome<UsagePage> ofAllUsers(UsagePeriod period, String after, int size) {
    int users = PageRequest.first(size).size();
    Instant now = database.settings().clock().instant();
    return database
        .read(
            radacct -> Optional.ofNullable(new UserUsages(radacct, period).page(after, users, now)))
        .flatMap(
            page ->
                page.map(Outcome::done)
                    .orElseGet(
                        () ->
                            Outcome.refused(
                                "too_many_sessions",
                                "more than "
                                    + UserUsages.MOST_ROWS
                                    + " sessions of "
                                    + users
                                    + " users cross the borders of the period; ask for fewer users"
                                    + " at a time")));
  }

  private static @Nullable PeriodUsage of(
      Radacct radacct,
      String username,
      UsagePeriod period,
      Instant now,
      @Nullable SampleRows samples) {
    Condition within = Radacct.USERNAME.eq(username).and(radacct.upIn(period));
    List<Session> crossing =
        radacct.fetch(
            radacct
                .sessions(
                    within.and(
                        Radacct.START
                            .lt(radacct.at(period.from()))
                            .or(Radacct.SEEN.ge(radacct.at(period.to())))
                            // the next Interim may come after the border, with bytes from before
                            .or(Radacct.STOP.isNull())))
                .limit(MOST_CROSSING + 1));
    if (crossing.size() > MOST_CROSSING) {
      return null;
    }
    PeriodTally tally = new PeriodTally(period, radacct);
    Map<Long, List<SampleRows.Sample>> known =
        samples == null ? Map.of() : samples.of(crossing.stream().map(s -> s.key().row()).toList());
    for (Session session : crossing) {
      tally.crossing(
          new PeriodTally.Crossing(
              session.key().row(),
              session.access().nas(),
              // the conditions of the query say that both are there
              Objects.requireNonNull(session.lifetime().startedAt()),
              Objects.requireNonNull(session.lifetime().lastSeen()),
              session.lifetime().seconds(),
              session.lifetime().isOpen(),
              session.traffic()),
          known.getOrDefault(session.key().row(), List.of()));
    }
    addInside(radacct, within.and(radacct.inside(period)), crossing, tally);
    return tally.usage(now);
  }

  /** One that was open a moment ago may have ended meanwhile, and is not counted again. */
  private static void addInside(
      Radacct radacct, Condition inside, List<Session> crossing, PeriodTally tally) {
    List<Long> open =
        crossing.stream()
            .filter(session -> session.lifetime().isOpen())
            .map(session -> session.key().row())
            .toList();
    Field<String> nas = radacct.addresses().readable(Radacct.NAS);
    for (Record row :
        radacct
            .sql()
            .select(nas, Radacct.total(Radacct.INPUT), Radacct.total(Radacct.OUTPUT), count())
            .from(radacct.table())
            .where(radacct.scoped(open.isEmpty() ? inside : inside.and(Radacct.ID.notIn(open))))
            .groupBy(Radacct.NAS)
            .fetch()) {
      tally.whole(
          radacct.traffic(
              DatabaseAddresses.address(Radacct.text(row, 0)), bytes(row, 1), bytes(row, 2)),
          row.get(3, Long.class));
    }
  }

  private static long bytes(Record row, int index) {
    return Radacct.bytes(row.get(index, BigDecimal.class));
  }
}
