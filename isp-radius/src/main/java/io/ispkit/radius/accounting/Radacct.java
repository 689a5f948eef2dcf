package io.ispkit.radius.accounting;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.when;

import io.ispkit.radius.RadiusTables;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectConditionStep;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** {@code radacct} within one open transaction, as far as the scope lets it be seen. */
final class Radacct {

  static final Field<Long> ID = field(name("radacctid"), SQLDataType.BIGINT);
  static final Field<String> SESSION_ID = text("acctsessionid");
  static final Field<String> UNIQUE_ID = text("acctuniqueid");
  static final Field<String> USERNAME = text("username");
  static final Field<String> REALM = text("realm");
  static final Field<String> NAS = text("nasipaddress");
  static final Field<String> PORT_ID = text("nasportid");
  static final Field<String> PORT_TYPE = text("nasporttype");
  static final Field<OffsetDateTime> START = time("acctstarttime");
  static final Field<OffsetDateTime> UPDATE = time("acctupdatetime");
  static final Field<OffsetDateTime> STOP = time("acctstoptime");
  static final Field<Long> SECONDS = field(name("acctsessiontime"), SQLDataType.BIGINT);
  static final Field<Long> INPUT = field(name("acctinputoctets"), SQLDataType.BIGINT);
  static final Field<Long> OUTPUT = field(name("acctoutputoctets"), SQLDataType.BIGINT);
  static final Field<String> CALLED = text("calledstationid");
  static final Field<String> CALLING = text("callingstationid");
  static final Field<String> CAUSE = text("acctterminatecause");
  static final Field<String> CONNECT_STOP = text("connectinfo_stop");
  static final Field<String> IPV4 = text("framedipaddress");
  static final Field<String> IPV6 = text("framedipv6address");
  static final Field<String> IPV6_PREFIX = text("framedipv6prefix");
  static final Field<String> DELEGATED = text("delegatedipv6prefix");
  static final Field<String> CLASS = text("class");

  /** The last sign of an open session. */
  static final Field<OffsetDateTime> SIGN = coalesce(UPDATE, START);

  /** The last moment at which a session, open or not, is known to have been up. */
  static final Field<OffsetDateTime> SEEN = coalesce(STOP, UPDATE, START);

  private static final BigDecimal MOST_BYTES = BigDecimal.valueOf(Long.MAX_VALUE);

  private final RadiusTables tables;
  private final AccountingSettings settings;
  private final DatabaseTimes times;
  private final DatabaseAddresses addresses;

  Radacct(RadiusTables tables, AccountingSettings settings) {
    this.tables = tables;
    this.settings = settings;
    this.times = new DatabaseTimes(tables.layout().dialect(), settings.zone());
    this.addresses = new DatabaseAddresses(tables.layout().dialect());
  }

  RadiusTables tables() {
    return tables;
  }

  DSLContext sql() {
    return tables.sql();
  }

  Table<Record> table() {
    return tables.layout().named("radacct");
  }

  DatabaseTimes times() {
    return times;
  }

  DatabaseAddresses addresses() {
    return addresses;
  }

  Field<OffsetDateTime> at(Instant instant) {
    return times.at(instant);
  }

  /**
   * Sessions that were up at some time of a period. One whose NAS set its clock back may have ended
   * before it began: its last packet counts, so that it is found in one period and not in none.
   */
  Condition upIn(UsagePeriod period) {
    Field<OffsetDateTime> to = at(period.to());
    return SEEN.ge(at(period.from())).and(START.lt(to).or(SEEN.lt(to)));
  }

  /** Sessions that lie wholly within a period. */
  Condition inside(UsagePeriod period) {
    return START.ge(at(period.from())).and(STOP.lt(at(period.to())));
  }

  /** The condition, within the scope. */
  Condition scoped(Condition condition) {
    return condition.and(settings.scope().condition(tables.layout().dialect()));
  }

  /** Sessions within the scope; ends in {@link #fetch}. */
  SelectConditionStep<Record> sessions(Condition condition) {
    return sql()
        .select(
            List.of(
                ID,
                SESSION_ID,
                UNIQUE_ID,
                USERNAME,
                REALM,
                CLASS,
                addresses.readable(NAS),
                PORT_ID,
                PORT_TYPE,
                CALLED,
                CALLING,
                times.readable(START),
                times.readable(UPDATE),
                times.readable(STOP),
                SECONDS,
                CAUSE,
                INPUT,
                OUTPUT,
                addresses.readable(IPV4),
                addresses.readable(IPV6),
                addresses.readable(IPV6_PREFIX),
                addresses.readable(DELEGATED)))
        .from(table())
        .where(scoped(condition));
  }

  List<Session> fetch(Select<Record> sessions) {
    return sessions.fetch(this::session);
  }

  private Session session(Record row) {
    InetAddress nas = DatabaseAddresses.address(text(row, 6));
    return new Session(
        new SessionKey(row.get(0, Long.class), or(text(row, 1)), or(text(row, 2))),
        new SessionUser(or(text(row, 3)), text(row, 4), text(row, 5)),
        new AccessPoint(nas, text(row, 7), text(row, 8), text(row, 9), text(row, 10)),
        new Lifetime(
            times.read(row, 11),
            times.read(row, 12),
            times.read(row, 13),
            row.get(14, Long.class),
            text(row, 15)),
        traffic(nas, row.get(16, Long.class), row.get(17, Long.class)),
        new FramedAddresses(
            DatabaseAddresses.address(text(row, 18)),
            DatabaseAddresses.address(text(row, 19)),
            DatabaseAddresses.prefix(text(row, 20)),
            DatabaseAddresses.prefix(text(row, 21))));
  }

  /** Counters that are NULL were never told. */
  Traffic traffic(@Nullable InetAddress nas, @Nullable Long input, @Nullable Long output) {
    return Traffic.counted(
        input == null ? 0 : input,
        output == null ? 0 : output,
        settings.profiles().of(nas).counters());
  }

  /**
   * The sum of a counter over sessions. FreeRADIUS on PostgreSQL writes a negative number for
   * Acct-Input-Gigawords of 2^31 and more, as a broken NAS sends them: it counts as nothing, and
   * must not be taken off those of other sessions.
   */
  static Field<BigDecimal> total(Field<Long> counter) {
    return sum(when(counter.gt(inline(0L)), counter));
  }

  /**
   * A sum of bytes; one that is too large, which only a broken counter can make, is the largest.
   */
  static long bytes(@Nullable BigDecimal sum) {
    return sum == null ? 0 : sum.min(MOST_BYTES).longValue();
  }

  /** MariaDB's columns are empty where PostgreSQL's are NULL. */
  static @Nullable String text(Record row, int index) {
    String text = row.get(index, String.class);
    return text == null || text.isEmpty() ? null : text;
  }

  private static String or(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static Field<String> text(String column) {
    return field(name(column), SQLDataType.VARCHAR);
  }

  private static Field<OffsetDateTime> time(String column) {
    return field(name(column), SQLDataType.TIMESTAMPWITHTIMEZONE);
  }
}
