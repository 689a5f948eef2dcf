package io.ispkit.radius;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import io.ispkit.radius.dictionary.RowTable;
import io.ispkit.radius.explain.AttributeRow;
import io.ispkit.radius.explain.LoginRows;
import io.ispkit.radius.explain.Membership;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record4;
import org.jooq.impl.SQLDataType;

/**
 * Reads the rows that decide a login within an open transaction, and changes nothing. Names are
 * compared by the database, as in the server's own queries.
 */
final class LoginTables {

  private static final Field<Long> ID = field(name("id"), SQLDataType.BIGINT);
  private static final Field<String> USERNAME = field(name("username"), SQLDataType.VARCHAR);
  private static final Field<String> GROUP = field(name("groupname"), SQLDataType.VARCHAR);
  private static final Field<String> ATTRIBUTE = field(name("attribute"), SQLDataType.VARCHAR);
  private static final Field<String> OP = field(name("op"), SQLDataType.VARCHAR);
  private static final Field<Integer> PRIORITY = field(name("priority"), SQLDataType.INTEGER);

  private LoginTables() {}

  /**
   * All rows that can decide a login of this name.
   *
   * @param defaultProfile {@code default_user_profile} of the module sql; empty: none
   */
  static LoginRows read(RadiusTables tables, String username, String defaultProfile) {
    List<AttributeRow> rows = new ArrayList<>();
    List<Membership> memberships = new ArrayList<>();
    rows.addAll(rows(tables, RowTable.RADCHECK, USERNAME, username));
    rows.addAll(rows(tables, RowTable.RADREPLY, USERNAME, username));
    Deque<String> owners = new ArrayDeque<>(List.of(username));
    if (!defaultProfile.isEmpty()) {
      owners.add(defaultProfile);
    }
    owners.addAll(profiles(rows));
    Set<String> seen = new HashSet<>();
    Set<String> groups = new HashSet<>();
    while (!owners.isEmpty()) {
      String owner = owners.remove();
      if (!seen.add(owner)) {
        continue;
      }
      for (Membership membership : memberships(tables, owner)) {
        memberships.add(membership);
        if (groups.add(membership.group())) {
          List<AttributeRow> checks =
              rows(tables, RowTable.RADGROUPCHECK, GROUP, membership.group());
          rows.addAll(checks);
          rows.addAll(rows(tables, RowTable.RADGROUPREPLY, GROUP, membership.group()));
          owners.addAll(profiles(checks));
        }
      }
    }
    return new LoginRows(rows, memberships);
  }

  /** The profiles that rows may name; one too many does no harm. */
  private static List<String> profiles(List<AttributeRow> rows) {
    List<String> profiles = new ArrayList<>();
    for (AttributeRow row : rows) {
      String attribute = row.attribute();
      String value = row.value();
      if (attribute != null && attribute.equalsIgnoreCase("User-Profile") && value != null) {
        profiles.add(value);
        profiles.add(value.replaceAll("^(['\"`])(.*)\\1$", "$2"));
      }
    }
    return profiles;
  }

  private static List<AttributeRow> rows(
      RadiusTables tables, RowTable table, Field<String> column, String owner) {
    Field<String> value = tables.layout().value();
    List<AttributeRow> rows = new ArrayList<>();
    for (Record4<Long, String, String, String> row :
        tables
            .sql()
            .select(ID, ATTRIBUTE, OP, value)
            .from(tables.layout().named(table.tableName()))
            .where(column.eq(owner))
            .orderBy(ID)
            .fetch()) {
      rows.add(
          new AttributeRow(table, row.value1(), owner, row.value2(), row.value3(), row.value4()));
    }
    return rows;
  }

  private static List<Membership> memberships(RadiusTables tables, String owner) {
    List<Membership> memberships = new ArrayList<>();
    for (Record row :
        tables
            .sql()
            .select(ID, GROUP, PRIORITY)
            .from(tables.layout().named("radusergroup"))
            .where(USERNAME.eq(owner))
            .orderBy(PRIORITY, ID)
            .fetch()) {
      String group = row.get(GROUP);
      Integer priority = row.get(PRIORITY);
      memberships.add(
          new Membership(
              row.get(ID), owner, group == null ? "" : group, priority == null ? 0 : priority));
    }
    return memberships;
  }
}
