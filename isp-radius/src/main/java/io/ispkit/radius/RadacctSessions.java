package io.ispkit.radius;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import io.ispkit.core.address.Prefix;
import io.ispkit.core.id.OperationId;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.radius.live.LiveSession;
import io.ispkit.radius.live.LiveSessions;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** The open rows of {@code radacct}, of user names that the tenant holds. */
record RadacctSessions(RadiusDatabase database, TenantId tenant) implements LiveSessions {

  private static final Field<Long> ID = field(name("radacctid"), SQLDataType.BIGINT);
  private static final Field<String> UNIQUE_ID = text("acctuniqueid");
  private static final Field<String> SESSION_ID = text("acctsessionid");
  private static final Field<Object> NAS = field(name("nasipaddress"));
  private static final Field<Object> FRAMED = field(name("framedipaddress"));
  private static final Field<String> PORT = text("nasportid");
  private static final Field<String> CALLING = text("callingstationid");
  private static final Field<Object> STOP = field(name("acctstoptime"));

  RadacctSessions {
    Objects.requireNonNull(database, "database");
    Objects.requireNonNull(tenant, "tenant");
  }

  @Override
  public Outcome<List<LiveSession>> open(String username) {
    Operation operation = Operation.of(tenant, new OperationId("sessions"));
    return database.read(
        operation,
        tables ->
            Outcome.done(
                new Ledger(tables).holds(operation, username)
                    ? open(tables, username)
                    : List.of()));
  }

  private static List<LiveSession> open(RadiusTables tables, String username) {
    List<LiveSession> sessions = new ArrayList<>();
    for (Record row :
        tables
            .sql()
            .select(
                UNIQUE_ID,
                Layout.USERNAME,
                SESSION_ID,
                NAS.cast(SQLDataType.VARCHAR(64)),
                PORT,
                FRAMED.cast(SQLDataType.VARCHAR(64)),
                CALLING)
            .from(tables.layout().accounting())
            .where(Layout.USERNAME.eq(username).and(STOP.isNull()))
            .orderBy(ID)) {
      sessions.add(
          new LiveSession(
              row.get(UNIQUE_ID),
              row.get(Layout.USERNAME),
              row.get(SESSION_ID),
              address(row.get(3, String.class)),
              given(row.get(PORT)),
              address(row.get(5, String.class)),
              given(row.get(CALLING))));
    }
    return List.copyOf(sessions);
  }

  private static Field<String> text(String column) {
    return field(name(column), SQLDataType.VARCHAR);
  }

  /**
   * PostgreSQL writes an inet with its length; MariaDB has an empty text for none, and cuts off an
   * IPv6 address of a NAS. One such row must not hide the others.
   */
  private static @Nullable InetAddress address(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      return Prefix.address(text.strip().replaceFirst("/.*", ""));
    } catch (IllegalArgumentException cutOff) {
      return null;
    }
  }

  private static @Nullable String given(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
