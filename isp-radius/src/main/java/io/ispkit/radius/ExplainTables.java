package io.ispkit.radius;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.radius.explain.Explain;
import io.ispkit.radius.explain.Explanation;
import io.ispkit.radius.explain.LoginRequest;
import io.ispkit.radius.explain.LoginRows;
import io.ispkit.radius.explain.ServerSettings;
import java.util.Objects;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Reads the rows that decide a login, and has them explained. Thread-safe; each call blocks until
 * the database has answered, and changes nothing. Names are compared by the database, as in the
 * server's own queries.
 */
public final class ExplainTables {

  private static final Field<String> USERNAME = field(name("username"), SQLDataType.VARCHAR);

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
          LoginRows rows = LoginTables.read(tables, request.username(), settings.defaultProfile());
          return Outcome.done(explain.explain(rows, counted(tables, rows, request)));
        });
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
