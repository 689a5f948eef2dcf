package io.ispkit.radius.accounting;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.when;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * What the users of one page used in one period, by one query: the sessions that lie within the
 * period come as one sum for each user and NAS, those that cross its borders each by itself.
 */
final class UserUsages {

  /** Rows of one page at most; far more than a page of the largest size has of honest sessions. */
  static final int MOST_ROWS = 100_000;

  private static final int SAMPLED_AT_A_TIME = 10_000;

  /** The user's name as the page has it, whatever the case in a row. */
  private static final Field<String> LOGIN = field(name("login"), SQLDataType.VARCHAR);

  /** The row of a session that stands by itself, 0 for all those that are summed up. */
  private static final Field<Long> APART = field(name("apart"), SQLDataType.BIGINT);

  private final Radacct radacct;
  private final UsagePeriod period;

  UserUsages(Radacct radacct, UsagePeriod period) {
    this.radacct = radacct;
    this.period = period;
  }

  /** Null: too many rows. */
  @Nullable UsagePage page(String after, int size, Instant now) {
    List<? extends Record> rows = rows(after, size + 1);
    if (rows.size() > MOST_ROWS) {
      return null;
    }
    Map<Long, List<SampleRows.Sample>> samples = samples(rows);
    Map<String, PeriodTally> tallies = new LinkedHashMap<>();
    for (Record row : rows) {
      PeriodTally tally =
          tallies.computeIfAbsent(
              Objects.requireNonNull(row.get(0, String.class)),
              user -> new PeriodTally(period, radacct));
      long apart = row.get(2, Long.class);
      var nas = DatabaseAddresses.address(Radacct.text(row, 1));
      Traffic traffic = radacct.traffic(nas, bytes(row, 3), bytes(row, 4));
      if (apart == 0) {
        tally.whole(traffic, row.get(5, Long.class));
      } else {
        tally.crossing(
            new PeriodTally.Crossing(
                apart,
                nas,
                // the conditions of the query say that both are there
                Objects.requireNonNull(radacct.times().read(row, 7)),
                Objects.requireNonNull(radacct.times().read(row, 8)),
                row.get(9, Long.class),
                row.get(6, Long.class) == 0,
                traffic),
            samples.getOrDefault(apart, List.of()));
      }
    }
    List<UserUsage> users = new ArrayList<>();
    tallies.forEach((user, tally) -> users.add(new UserUsage(user, tally.usage(now))));
    boolean more = users.size() > size;
    return new UsagePage(more ? users.subList(0, size) : users, more);
  }

  private List<? extends Record> rows(String after, int users) {
    var from = radacct.at(period.from());
    Condition within =
        radacct.scoped(
            radacct
                .upIn(period)
                // follows from the line before, and is what an index can serve
                .and(Radacct.STOP.ge(from).or(Radacct.STOP.isNull())));
    Condition inside = radacct.inside(period);
    Table<?> logins =
        radacct
            .sql()
            .selectDistinct(Radacct.USERNAME.as(LOGIN))
            .from(radacct.table())
            .where(within)
            .and(Radacct.USERNAME.gt(after))
            .orderBy(LOGIN)
            .limit(users)
            .asTable("logins");
    Table<?> sessions =
        radacct
            .sql()
            .select(
                LOGIN,
                Radacct.NAS,
                when(inside, inline(0L)).otherwise(Radacct.ID).as(APART),
                Radacct.INPUT,
                Radacct.OUTPUT,
                Radacct.STOP,
                Radacct.START,
                Radacct.SECONDS,
                Radacct.SEEN.as("seen"))
            .from(logins)
            .join(radacct.table())
            .on(Radacct.USERNAME.eq(LOGIN))
            .where(within)
            .asTable("sessions");
    return radacct
        .sql()
        .select(
            List.of(
                LOGIN,
                radacct.addresses().readable(Radacct.NAS),
                APART,
                Radacct.total(Radacct.INPUT),
                Radacct.total(Radacct.OUTPUT),
                count(),
                count(Radacct.STOP),
                radacct.times().readable(min(Radacct.START)),
                radacct
                    .times()
                    .readable(max(field(name("seen"), SQLDataType.TIMESTAMPWITHTIMEZONE))),
                max(Radacct.SECONDS)))
        .from(sessions)
        .groupBy(LOGIN, Radacct.NAS, APART)
        .orderBy(LOGIN)
        .limit(MOST_ROWS + 1)
        .fetch();
  }

  private Map<Long, List<SampleRows.Sample>> samples(List<? extends Record> rows) {
    SampleRows samples = new SampleRows(radacct);
    if (!samples.exist()) {
      return Map.of();
    }
    List<Long> apart =
        rows.stream().map(row -> row.get(2, Long.class)).filter(row -> row != 0).toList();
    Map<Long, List<SampleRows.Sample>> found = new HashMap<>();
    for (int at = 0; at < apart.size(); at += SAMPLED_AT_A_TIME) {
      found.putAll(samples.of(apart.subList(at, Math.min(at + SAMPLED_AT_A_TIME, apart.size()))));
    }
    return found;
  }

  private static long bytes(Record row, int index) {
    return Radacct.bytes(row.get(index, BigDecimal.class));
  }
}
