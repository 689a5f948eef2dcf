package io.ispkit.radius.explain;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.radius.RadiusDatabase;
import io.ispkit.radius.RadiusTables;
import io.ispkit.radius.dictionary.RowTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record4;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Reads the rows that decide a login, and has them explained. Thread-safe; each call blocks until
 * the database has answered, and changes nothing. Names are compared by the database, as in the
 * server's own queries.
 */
public final class ExplainTables {

  private static final Field<Long> ID = field(name("id"), SQLDataType.BIGINT);
  private static final Field<String> USERNAME = field(name("username"), SQLDataType.VARCHAR);
  private static final Field<String> GROUP = field(name("groupname"), SQLDataType.VARCHAR);
  private static final Field<String> ATTRIBUTE = field(name("attribute"), SQLDataType.VARCHAR);
  private static final Field<String> OP = field(name("op"), SQLDataType.VARCHAR);
  private static final Field<Integer> PRIORITY = field(name("priority"), SQLDataType.INTEGER);

  private final RadiusDatabase database;
  private final Explain explain;
  private final ServerSettings settings;

  /** On the tables of a server with these settings, by the packed dictionary. */
  public ExplainTables(RadiusDatabase database, ServerSettings settings) {
    this(database, settings, new Explain(settings));
  }

  /** The same by another dictionary. */
  public ExplainTables(RadiusDatabase database, ServerSettings settings, Explain explain) {
    this.database = Objects.requireNonNull(database, "database");
    this.explain = Objects.requireNonNull(explain, "explain");
    this.settings = Objects.requireNonNull(settings, "settings");
  }

  /**
   * What the server answers to {@code request} now. Open sessions are counted if the rows limit
   * them and the request does not say how many there are.
   *
   * @return never unknown
   */
  public Outcome<Explanation> explain(LoginRequest request, Operation operation) {
    return database.read(
        operation,
        tables -> {
          LoginRows rows = read(tables, request.username());
          return Outcome.done(explain.explain(rows, counted(tables, rows, request)));
        });
  }

  private LoginRows read(RadiusTables tables, String username) {
    List<AttributeRow> rows = new ArrayList<>();
    List<Membership> memberships = new ArrayList<>();
    rows.addAll(rows(tables, RowTable.RADCHECK, USERNAME, username));
    rows.addAll(rows(tables, RowTable.RADREPLY, USERNAME, username));
    Deque<String> owners = new ArrayDeque<>(List.of(username));
    if (!settings.defaultProfile().isEmpty()) {
      owners.add(settings.defaultProfile());
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

  /** As the server's query, which leaves out what a restart of the NAS has ended. */
  private LoginRequest counted(RadiusTables tables, LoginRows rows, LoginRequest request) {
    boolean limited =
        settings.countsSessions()
            && rows.rows().stream()
                .anyMatch(row -> "Simultaneous-Use".equalsIgnoreCase(row.attribute()));
    if (!limited || request.openSessions() != null) {
      return request;
    }
    if (!tables.has("nasreload")) {
      // before FreeRADIUS 3.2.3 there is no such table, and the server's query does not join it
      return request.withOpenSessions(
          tables
              .sql()
              .fetchCount(
                  tables.layout().named("radacct"),
                  USERNAME.eq(request.username()).and(field(name("acctstoptime")).isNull())));
    }
    var sessions = tables.layout().named("radacct").as("a");
    var reloads = tables.layout().named("nasreload").as("n");
    int open =
        tables
            .sql()
            .fetchCount(
                DSL.selectOne()
                    .from(sessions)
                    .leftJoin(reloads)
                    .on(field(name("a", "nasipaddress")).eq(field(name("n", "nasipaddress"))))
                    .where(field(name("a", "username"), SQLDataType.VARCHAR).eq(request.username()))
                    .and(field(name("a", "acctstoptime")).isNull())
                    .and(
                        field(name("n", "reloadtime"))
                            .isNull()
                            .or(
                                field(name("a", "acctstarttime"))
                                    .gt(field(name("n", "reloadtime"))))));
    return request.withOpenSessions(open);
  }
}
