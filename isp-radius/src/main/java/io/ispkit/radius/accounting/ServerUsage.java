package io.ispkit.radius.accounting;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import io.ispkit.core.outcome.Outcome;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;

/**
 * Usage as FreeRADIUS's own procedure {@code fr_new_data_usage_period} wrote it to the table {@code
 * data_usage_by_period}; both are in its optional {@code process-radacct.sql}, and somebody must
 * run it at each border. It splits open sessions truly. Thread-safe; see {@link Accounting}.
 */
public final class ServerUsage {

  private static final String TABLE = "data_usage_by_period";
  private static final Field<OffsetDateTime> FROM = time("period_start");
  private static final Field<OffsetDateTime> TO = time("period_end");
  private static final int MOST = 1_000;

  private final RadacctDatabase database;

  ServerUsage(RadacctDatabase database) {
    this.database = database;
  }

  /** Whether that table is there. */
  public Outcome<Boolean> isKept() {
    return database.read(radacct -> Catalogue.hasTable(radacct.tables(), TABLE));
  }

  /**
   * The finished periods of a user that end after {@code from} and begin before {@code to}, in
   * their order; 1,000 at most. The first row of a table ever begins in 1970. The table has no
   * realm: the caller sees to it that the user is one of the tenant's.
   *
   * @return done; refused for good with {@code not_kept} when there is no such table; refused with
   *     retry
   */
  public Outcome<List<ServerPeriod>> of(String username, Instant from, Instant to) {
    return isKept()
        .flatMap(
            kept ->
                kept
                    ? database.read(radacct -> read(radacct, username, from, to))
                    : Outcome.refused("not_kept", "there is no table " + TABLE));
  }

  private static List<ServerPeriod> read(
      Radacct radacct, String username, Instant from, Instant to) {
    return radacct
        .sql()
        .select(
            List.of(
                radacct.times().readable(FROM),
                radacct.times().readable(TO),
                Radacct.INPUT,
                Radacct.OUTPUT))
        .from(radacct.tables().layout().named(TABLE))
        .where(
            Radacct.USERNAME.eq(username).and(TO.gt(radacct.at(from))).and(FROM.lt(radacct.at(to))))
        .orderBy(FROM)
        .limit(MOST)
        .fetch(
            row ->
                new ServerPeriod(
                    Objects.requireNonNull(radacct.times().read(row, 0)),
                    Objects.requireNonNull(radacct.times().read(row, 1)),
                    row.get(2, Long.class),
                    row.get(3, Long.class)));
  }

  private static Field<OffsetDateTime> time(String column) {
    return field(name(column), SQLDataType.TIMESTAMPWITHTIMEZONE);
  }
}
