package io.ispkit.radius.accounting;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.sum;

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
    return database.read(radacct -> radacct.tables().has(TABLE));
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

  /**
   * What the users in scope used in the finished periods that begin at {@code from} or later and
   * end at {@code to} or earlier, summed up by the database, page by page, in its order of their
   * names; users without any are left out. A period that lies across one of the two is not split,
   * so let them be borders at which the procedure ran.
   *
   * @param after behind which user the page begins, as {@link ServerUsagePage#next} says; empty:
   *     with the first
   * @param size users, 1 to {@value PageRequest#MOST}
   * @return done; refused for good with {@code not_kept} when there is no such table, or with
   *     {@code no_realm} when the scope is a realm, which the table does not know; refused with
   *     retry
   */
  public Outcome<ServerUsagePage> ofAllUsers(Instant from, Instant to, String after, int size) {
    int users = PageRequest.first(size).size();
    if (!database.settings().scope().isByName()) {
      return Outcome.refused("no_realm", "the table " + TABLE + " knows no realms");
    }
    return isKept()
        .flatMap(
            kept ->
                kept
                    ? database.read(radacct -> page(radacct, from, to, after, users))
                    : Outcome.refused("not_kept", "there is no table " + TABLE));
  }

  private static ServerUsagePage page(
      Radacct radacct, Instant from, Instant to, String after, int size) {
    List<ServerUserUsage> found =
        radacct
            .sql()
            .select(Radacct.USERNAME, sum(Radacct.INPUT), sum(Radacct.OUTPUT))
            .from(radacct.tables().layout().named(TABLE))
            .where(
                radacct.scoped(
                    Radacct.USERNAME
                        .gt(after)
                        .and(FROM.ge(radacct.at(from)))
                        .and(TO.le(radacct.at(to)))))
            .groupBy(Radacct.USERNAME)
            .orderBy(Radacct.USERNAME)
            .limit(size + 1)
            .fetch(
                row ->
                    new ServerUserUsage(
                        row.value1(), Radacct.bytes(row.value2()), Radacct.bytes(row.value3())));
    boolean more = found.size() > size;
    return new ServerUsagePage(more ? found.subList(0, size) : found, more);
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
