package io.ispkit.radius.accounting;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import io.ispkit.core.outcome.Outcome;
import io.ispkit.radius.accounting.OutageQuery.By;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record3;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/**
 * Outages as accounting shows them: many sessions of one NAS, or of one Called-Station-Id, that
 * vanished within a window. Thread-safe; see {@link Accounting}.
 *
 * <p>Sessions that a restart of their NAS ended vanished at the time of the restart, since that is
 * what FreeRADIUS writes as their stop: while the NAS is off they are silent in the window in which
 * it went, and once it is back they are found where it came back.
 *
 * <p>The database reads every session that ended since the window began, so this is for the last
 * hours or days, not for last year.
 */
public final class Outages {

  /** Outages in one answer at most. */
  public static final int MOST = 100;

  private static final Field<String> GROUP = field(name("place"), SQLDataType.VARCHAR);
  private static final Field<Integer> VANISHED = field(name("vanished"), SQLDataType.INTEGER);
  private static final Field<OffsetDateTime> SEEN =
      field(name("seen"), SQLDataType.TIMESTAMPWITHTIMEZONE);

  private final RadacctDatabase database;

  Outages(RadacctDatabase database) {
    this.database = database;
  }

  /**
   * Looks for outages, the largest first; {@value #MOST} at most. A session counts as having been
   * up when it began before the end of the window and ended after its beginning, or is open and not
   * silent since long before it.
   */
  public Outcome<List<Outage>> find(OutageQuery query) {
    Instant now = database.settings().clock().instant();
    return database.read(radacct -> find(radacct, query, now));
  }

  private static List<Outage> find(Radacct radacct, OutageQuery query, Instant now) {
    Field<OffsetDateTime> from = radacct.at(query.window().from());
    Field<OffsetDateTime> to = radacct.at(query.window().to());
    Condition began = Radacct.START.lt(to);
    Condition ended = Radacct.STOP.lt(to).and(Radacct.CAUSE.in(query.causes()));
    Condition silent =
        Radacct.SIGN.lt(to).and(Radacct.SIGN.lt(radacct.at(now.minus(query.silence()))));
    Condition recent = Radacct.SIGN.ge(radacct.at(query.window().from().minus(query.silence())));
    // each half has an index of its own
    Table<?> up =
        sessions(radacct, query.by(), Radacct.STOP.ge(from).and(began), ended, Radacct.STOP)
            .unionAll(
                sessions(
                    radacct,
                    query.by(),
                    Radacct.STOP.isNull().and(began).and(recent),
                    silent,
                    Radacct.SIGN))
            .asTable("up");
    Field<BigDecimal> vanished = sum(VANISHED);
    Field<OffsetDateTime> when = when(VANISHED.eq(1), SEEN);
    return radacct
        .sql()
        .select(
            List.of(
                GROUP,
                count(),
                vanished,
                radacct.times().readable(min(when)),
                radacct.times().readable(max(when))))
        .from(up)
        .groupBy(GROUP)
        .having(
            vanished
                .ge(BigDecimal.valueOf(query.least()))
                .and(
                    vanished.ge(
                        count()
                            .cast(SQLDataType.DECIMAL(20, 6))
                            .mul(val(BigDecimal.valueOf(query.share()))))))
        .orderBy(vanished.desc(), GROUP)
        .limit(MOST)
        .fetch(row -> outage(radacct, row, query.by()));
  }

  private static Select<Record3<String, Integer, OffsetDateTime>> sessions(
      Radacct radacct, By by, Condition up, Condition vanished, Field<OffsetDateTime> seen) {
    Field<String> group = by == By.NAS ? radacct.addresses().readable(Radacct.NAS) : Radacct.CALLED;
    return radacct
        .sql()
        .select(
            group.as(GROUP),
            when(vanished, inline(1)).otherwise(inline(0)).as(VANISHED),
            seen.as(SEEN))
        .from(radacct.table())
        .where(radacct.scoped(up));
  }

  private static Outage outage(Radacct radacct, Record row, By by) {
    String group = Radacct.text(row, 0);
    InetAddress nas = by == By.NAS ? DatabaseAddresses.address(group) : null;
    return new Outage(
        nas,
        by == By.NAS ? null : group,
        row.get(1, Long.class),
        row.get(2, Long.class),
        Objects.requireNonNull(radacct.times().read(row, 3)),
        Objects.requireNonNull(radacct.times().read(row, 4)));
  }
}
