package io.ispkit.radius.accounting;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/**
 * Our table of samples within one transaction. Its times are milliseconds since 1970, so that they
 * mean the same on every product.
 */
final class SampleRows {

  static final String TABLE = "isp_usage_sample";

  private static final Field<Long> ROW = number("radacctid");
  private static final Field<Long> BORDER = number("border_ms");
  private static final Field<Long> TAKEN = number("taken_ms");
  private static final Field<Long> INPUT = number("input_octets");
  private static final Field<Long> OUTPUT = number("output_octets");

  /** The counters of a session as they stood at a border. */
  record Sample(Instant border, long input, long output) {}

  private final Radacct radacct;
  private final Table<Record> table;

  SampleRows(Radacct radacct) {
    this.radacct = radacct;
    this.table = radacct.tables().layout().named(TABLE);
  }

  boolean exist() {
    return radacct.tables().has(TABLE);
  }

  /** How the table is made; the same words on each product. */
  static String statement(String schema) {
    return "create table if not exists "
        + (schema.isEmpty() ? "" : schema + ".")
        + TABLE
        + " (radacctid bigint not null, border_ms bigint not null, taken_ms bigint not null,"
        + " input_octets bigint not null, output_octets bigint not null,"
        + " primary key (radacctid, border_ms))";
  }

  void create() {
    radacct.sql().execute(statement(radacct.tables().layout().schema()));
  }

  /** Writes down what is not there yet, and returns how many. */
  int take(Instant border, Instant now) {
    long millis = border.toEpochMilli();
    Field<Long> row = qualified("a", "radacctid", SQLDataType.BIGINT);
    var insert =
        radacct
            .sql()
            .insertInto(table, ROW, BORDER, TAKEN, INPUT, OUTPUT)
            .select(
                radacct
                    .sql()
                    .select(
                        row,
                        val(millis),
                        val(now.toEpochMilli()),
                        coalesce(Radacct.INPUT, inline(0L)),
                        coalesce(Radacct.OUTPUT, inline(0L)))
                    .from(radacct.table().as("a"))
                    .where(
                        radacct.scoped(
                            Radacct.STOP.isNull().and(Radacct.START.lt(radacct.at(border)))))
                    .and(
                        notExists(
                            selectOne()
                                .from(table.as("s"))
                                .where(qualified("s", "radacctid", SQLDataType.BIGINT).eq(row))
                                .and(BORDER.eq(millis)))));
    if (radacct.tables().layout().dialect() != SQLDialect.H2) {
      // somebody else may take them now
      return insert.onConflictDoNothing().execute();
    }
    // H2 knows nothing of the kind, so whoever comes second waits here
    radacct
        .sql()
        .select(Radacct.ID)
        .from(radacct.table())
        .where(Radacct.STOP.isNull())
        .and(Radacct.START.lt(radacct.at(border)))
        .orderBy(Radacct.ID)
        .forUpdate()
        .fetch();
    return insert.execute();
  }

  Map<Long, List<Sample>> of(Collection<Long> rows) {
    Map<Long, List<Sample>> found = new HashMap<>();
    if (!rows.isEmpty()) {
      radacct
          .sql()
          .select(ROW, BORDER, INPUT, OUTPUT)
          .from(table)
          .where(ROW.in(rows))
          .forEach(
              sample ->
                  found
                      .computeIfAbsent(sample.value1(), id -> new ArrayList<>())
                      .add(
                          new Sample(
                              Instant.ofEpochMilli(sample.value2()),
                              sample.value3(),
                              sample.value4())));
    }
    return found;
  }

  int forget(Instant before) {
    return radacct.sql().deleteFrom(table).where(BORDER.lt(before.toEpochMilli())).execute();
  }

  private static <T> Field<T> qualified(String alias, String column, DataType<T> type) {
    Name full = name(alias, column);
    return field(full, type);
  }

  private static Field<Long> number(String column) {
    return field(name(column), SQLDataType.BIGINT);
  }
}
