package io.ispkit.radius.group;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.name;

import io.ispkit.radius.RadiusTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record5;
import org.jooq.SQLDialect;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Reads and replaces the rows of places. */
final class GroupTables {

  private static final Field<Long> ID = field(name("id"), SQLDataType.BIGINT);
  private static final Field<String> USERNAME = field(name("username"), SQLDataType.VARCHAR);
  private static final Field<String> GROUP = field(name("groupname"), SQLDataType.VARCHAR);
  private static final Field<String> ATTRIBUTE = field(name("attribute"), SQLDataType.VARCHAR);
  private static final Field<String> OP = field(name("op"), SQLDataType.VARCHAR);
  private static final Field<Integer> PRIORITY = field(name("priority"), SQLDataType.INTEGER);

  private final RadiusTables tables;
  private final DSLContext sql;

  GroupTables(RadiusTables tables) {
    this.tables = tables;
    this.sql = tables.sql();
  }

  Map<Place, List<GroupRow>> read(Iterable<Place> places) {
    Map<Place, List<GroupRow>> rows = new TreeMap<>();
    places.forEach(place -> rows.put(place, read(place)));
    return rows;
  }

  private List<GroupRow> read(Place place) {
    boolean memberships = place.table().equals(Place.MEMBERSHIPS);
    Field<String> owner = owner(place.table());
    Field<String> attribute = memberships ? GROUP : ATTRIBUTE;
    Field<String> op = memberships ? inline("") : OP;
    Field<String> value =
        memberships ? PRIORITY.cast(SQLDataType.VARCHAR(11)) : tables.layout().value();
    List<GroupRow> rows = new ArrayList<>();
    for (Record5<Long, String, String, String, String> row :
        sql.select(ID, owner, attribute, op, value)
            .from(tables.layout().named(place.table()))
            .where(condition(place))
            .orderBy(ID)
            .fetch()) {
      String name = text(row.value3());
      // not in SQL: H2 folds by the locale of the process
      if (place.attribute().isEmpty() || place.attribute().equalsIgnoreCase(name)) {
        rows.add(
            new GroupRow(
                place.table(),
                row.value1(),
                text(row.value2()),
                name,
                text(row.value4()),
                text(row.value5())));
      }
    }
    return rows;
  }

  /** NULL is legal in tables that another tool has made. */
  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static Field<String> owner(String table) {
    return Place.isOfGroup(table) ? GROUP : USERNAME;
  }

  /** Names in any case: databases differ in whether they are the same, so they are kept one. */
  private Condition condition(Place place) {
    Field<String> owner = owner(place.table());
    return owner == USERNAME && tables.layout().dialect() == SQLDialect.POSTGRES
        ? lower(owner).eq(place.owner())
        : owner.eq(place.owner());
  }

  void delete(Iterable<List<GroupRow>> rows) {
    for (List<GroupRow> list : rows) {
      for (GroupRow row : list) {
        sql.deleteFrom(tables.layout().named(row.table())).where(ID.eq(row.id())).execute();
      }
    }
  }

  /** Rows that had an id get it back, unless somebody else has taken it. */
  void insert(Iterable<List<GroupRow>> rows) {
    for (List<GroupRow> list : rows) {
      list.forEach(this::insert);
    }
  }

  private void insert(GroupRow row) {
    var table = tables.layout().named(row.table());
    var insert = sql.insertQuery(table);
    if (row.id() != 0 && !sql.fetchExists(table, ID.eq(row.id()))) {
      insert.addValue(ID, row.id());
    }
    insert.addValue(owner(row.table()), row.owner());
    if (row.table().equals(Place.MEMBERSHIPS)) {
      insert.addValue(GROUP, row.attribute());
      insert.addValue(PRIORITY, Integer.valueOf(row.value()));
    } else {
      insert.addValue(ATTRIBUTE, row.attribute());
      insert.addValue(OP, row.op());
      insert.addValue(tables.layout().value(), row.value());
    }
    insert.execute();
  }
}
