package io.ispkit.radius.accounting;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.val;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes times. MariaDB's {@code datetime} names no zone, and its driver would take it
 * through the zone of this process, so it is read and written as text.
 */
final class DatabaseTimes {

  private static final DateTimeFormatter TEXT =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
          .toFormatter(Locale.ROOT);

  /** What every product can hold, in every zone. MariaDB takes a later time for NULL. */
  private static final Instant FIRST = Instant.parse("0002-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("9999-12-30T00:00:00Z");

  private final boolean asText;
  private final ZoneId zone;

  DatabaseTimes(SQLDialect dialect, ZoneId zone) {
    this.asText = dialect == SQLDialect.MARIADB;
    this.zone = zone;
  }

  /** A column or an expression of columns, in the form in which {@link #read} takes it. */
  Field<?> readable(Field<OffsetDateTime> time) {
    return asText ? field("cast({0} as char(26))", String.class, time) : time;
  }

  /**
   * A time to compare columns with, or to write to them. What lies before or after all times of the
   * columns, such as {@link Instant#MAX}, does so in the database too.
   */
  Field<OffsetDateTime> at(Instant time) {
    Instant instant = time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
    if (asText) {
      String text = TEXT.format(instant.atZone(zone));
      return field("cast({0} as datetime(6))", OffsetDateTime.class, val(text));
    }
    return val(instant.atOffset(ZoneOffset.UTC), SQLDataType.TIMESTAMPWITHTIMEZONE);
  }

  @Nullable Instant read(Record row, int index) {
    if (!asText) {
      OffsetDateTime time = row.get(index, OffsetDateTime.class);
      return time == null ? null : time.toInstant();
    }
    String text = row.get(index, String.class);
    // the zero date is how old versions of MySQL write that there is none
    return text == null || text.startsWith("0000-")
        ? null
        : LocalDateTime.parse(text, TEXT).atZone(zone).toInstant();
  }
}
