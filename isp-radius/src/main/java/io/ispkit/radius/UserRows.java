package io.ispkit.radius;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.select;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.InsertValuesStep4;
import org.jooq.Record;
import org.jooq.Record6;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Reads and writes the rows of one user name. */
final class UserRows {

  private static final Comparator<StoredRow> ORDER =
      Comparator.comparing(StoredRow::table).thenComparingLong(StoredRow::id);

  private final DSLContext sql;
  private final Layout layout;

  UserRows(RadiusTables tables) {
    this.sql = tables.sql();
    this.layout = tables.layout();
  }

  /**
   * All rows of {@code username}, also those that write it in another case: FreeRADIUS takes them
   * for the same user on MySQL. By table, then by id.
   */
  List<StoredRow> read(String username) {
    var all =
        selectRows(RadTable.RADCHECK, username)
            .unionAll(selectRows(RadTable.RADREPLY, username))
            .unionAll(selectGroups(username));
    List<StoredRow> rows = new ArrayList<>();
    for (Record record : sql.fetch(all)) {
      rows.add(
          new StoredRow(
              RadTable.valueOf(text(record, 0).strip()),
              record.get(1, Long.class),
              text(record, 2),
              text(record, 3),
              text(record, 4),
              text(record, 5)));
    }
    rows.sort(ORDER);
    return rows;
  }

  /** Those of the names, all lower case, that have rows in any of the tables. */
  Set<String> withRows(Collection<String> usernames) {
    Field<String> name =
        layout.dialect() == SQLDialect.POSTGRES ? lower(Layout.USERNAME) : Layout.USERNAME;
    Set<String> found = new HashSet<>();
    for (RadTable table : RadTable.values()) {
      sql.selectDistinct(name)
          .from(layout.rows(table))
          .where(layout.among(name, usernames))
          .fetch(0, String.class)
          .forEach(each -> found.add(each.toLowerCase(Locale.ROOT)));
    }
    return found;
  }

  /** NULL is legal in tables that another tool has made. */
  private static String text(Record record, int column) {
    String text = record.get(column, String.class);
    return text == null ? "" : text;
  }

  private Select<Record6<String, Long, String, String, String, String>> selectRows(
      RadTable table, String username) {
    return select(
            inline(table.name()),
            Layout.ID,
            Layout.USERNAME,
            Layout.ATTRIBUTE,
            Layout.OP,
            layout.value())
        .from(layout.rows(table))
        .where(isUser(username));
  }

  private Select<Record6<String, Long, String, String, String, String>> selectGroups(
      String username) {
    Field<String> priority = Layout.PRIORITY.cast(SQLDataType.VARCHAR(11));
    return select(
            inline(RadTable.RADUSERGROUP.name()),
            Layout.ID,
            Layout.USERNAME,
            Layout.GROUP,
            inline(""),
            priority)
        .from(layout.rows(RadTable.RADUSERGROUP))
        .where(isUser(username));
  }

  /** H2 (in our own layout) and MariaDB compare user names without regard to case themselves. */
  private Condition isUser(String username) {
    return layout.dialect() == SQLDialect.POSTGRES
        ? lower(Layout.USERNAME).eq(username)
        : Layout.USERNAME.eq(username);
  }

  /** Inserts the rows, all of one table, and returns their ids in the same order. */
  List<Long> insert(String username, List<RadiusRow> rows) {
    var into =
        sql.insertInto(
            layout.rows(rows.get(0).table()),
            Layout.USERNAME,
            Layout.ATTRIBUTE,
            Layout.OP,
            layout.value());
    InsertValuesStep4<Record, String, String, String, String> values = into;
    for (RadiusRow row : rows) {
      values = values.values(username, row.attribute(), row.op(), row.value());
    }
    return values.returningResult(Layout.ID).fetch(Layout.ID).stream().sorted().toList();
  }

  void delete(List<StoredRow> rows) {
    for (RadTable table : RadTable.values()) {
      Set<Long> ids = ids(rows, table);
      if (!ids.isEmpty()) {
        sql.deleteFrom(layout.rows(table)).where(Layout.ID.in(ids)).execute();
      }
    }
  }

  /** Puts rows back under the ids that they had, unless somebody else has taken such an id. */
  void putBack(List<StoredRow> rows) {
    for (RadTable table : RadTable.values()) {
      Set<Long> wanted = ids(rows, table);
      if (wanted.isEmpty()) {
        continue;
      }
      Set<Long> taken =
          new HashSet<>(
              sql.select(Layout.ID)
                  .from(layout.rows(table))
                  .where(Layout.ID.in(wanted))
                  .fetch(Layout.ID));
      for (StoredRow row : rows) {
        if (row.table() == table) {
          putBack(row, taken.contains(row.id()));
        }
      }
    }
  }

  private void putBack(StoredRow row, boolean idTaken) {
    var insert = sql.insertQuery(layout.rows(row.table()));
    if (!idTaken) {
      insert.addValue(Layout.ID, row.id());
    }
    insert.addValue(Layout.USERNAME, row.username());
    if (row.table() == RadTable.RADUSERGROUP) {
      insert.addValue(Layout.GROUP, row.attribute());
      insert.addValue(Layout.PRIORITY, DSL.val(Integer.parseInt(row.value())));
    } else {
      insert.addValue(Layout.ATTRIBUTE, row.attribute());
      insert.addValue(Layout.OP, row.op());
      insert.addValue(layout.value(), row.value());
    }
    insert.execute();
  }

  private static Set<Long> ids(List<StoredRow> rows, RadTable table) {
    Set<Long> ids = new HashSet<>();
    rows.stream().filter(row -> row.table() == table).forEach(row -> ids.add(row.id()));
    return ids;
  }
}
