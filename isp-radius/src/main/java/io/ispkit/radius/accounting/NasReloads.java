package io.ispkit.radius.accounting;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import java.net.InetAddress;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Restarts of NAS. As shipped, FreeRADIUS closes the open sessions of a NAS whose Accounting-On or
 * -Off comes, at once. Its lightweight way, off as shipped, writes the time to the table {@code
 * nasreload} instead and leaves the sessions open for somebody else to close. Both are seen here.
 * Thread-safe; see {@link Accounting}.
 */
public final class NasReloads {

  /** What FreeRADIUS writes as cause. */
  public static final String CAUSE = "NAS-Reboot";

  /** What the procedure fr_radacct_close_after_reload writes as cause. */
  private static final String CAUSE_OF_PROCEDURE = "NAS reboot";

  private static final String TABLE = "nasreload";
  private static final Field<OffsetDateTime> TIME =
      field(name("reloadtime"), SQLDataType.TIMESTAMPWITHTIMEZONE);
  private static final int MOST = 1_000;

  private final RadacctDatabase database;

  NasReloads(RadacctDatabase database) {
    this.database = database;
  }

  /** Whether a session with this cause was ended by a restart of its NAS. */
  static boolean isCause(@Nullable String cause) {
    return CAUSE.equals(cause) || CAUSE_OF_PROCEDURE.equals(cause);
  }

  /**
   * The restarts from {@code from} to {@code to}, the last one first; 1,000 at most. Table {@code
   * nasreload} holds only the last restart of each NAS, and is missing before FreeRADIUS 3.2.3 made
   * it; a restart that closed no session leaves no other trace.
   */
  public Outcome<List<NasReload>> list(Instant from, Instant to) {
    return database.read(
        radacct -> {
          Map<Restart, NasReload> all = new HashMap<>();
          for (NasReload reload : closing(radacct, from, to)) {
            all.put(new Restart(reload.nas(), reload.at()), reload);
          }
          for (NasReload reload : recorded(radacct, from, to)) {
            all.merge(
                new Restart(reload.nas(), reload.at()),
                reload,
                (a, b) -> new NasReload(a.nas(), a.at(), a.closed() + b.closed(), b.open()));
          }
          return all.values().stream()
              .sorted(Comparator.comparing(NasReload::at).reversed())
              .limit(MOST)
              .toList();
        });
  }

  /**
   * Closes the sessions that a restart in {@code nasreload} ended: open, begun before it, and not
   * heard of since. As FreeRADIUS's own procedure does: the stop is the time of the restart, the
   * session time is until then, the cause is {@value #CAUSE}. Repeat-safe.
   *
   * @return done with one entry for each NAS that had such sessions; refused with retry; unknown
   */
  public Outcome<List<NasReload>> closeInterrupted(Operation operation) {
    return database.write(
        operation,
        radacct -> {
          List<NasReload> closed = new ArrayList<>();
          for (NasReload reload : recorded(radacct, Instant.EPOCH, null)) {
            InetAddress nas = reload.nas();
            if (nas != null && reload.open() > 0) {
              int rows = close(radacct, nas, reload.at());
              closed.add(new NasReload(nas, reload.at(), rows, 0));
            }
          }
          return Outcome.done(List.copyOf(closed));
        });
  }

  private static int close(Radacct radacct, InetAddress nas, Instant at) {
    Field<OffsetDateTime> time = radacct.at(at);
    return radacct
        .sql()
        .update(radacct.table())
        // before the stop, since MariaDB works from left to right
        .set(Radacct.SECONDS, seconds(radacct, time))
        .set(Radacct.STOP, time)
        .set(Radacct.CAUSE, CAUSE)
        .where(radacct.scoped(interrupted(radacct, nas, at)))
        .execute();
  }

  private static Condition interrupted(Radacct radacct, InetAddress nas, Instant at) {
    return radacct
        .addresses()
        .is(Radacct.NAS, nas)
        .and(Radacct.STOP.isNull())
        .and(Radacct.START.lt(radacct.at(at)))
        .and(Radacct.SIGN.le(radacct.at(at)));
  }

  private static Field<Long> seconds(Radacct radacct, Field<OffsetDateTime> until) {
    String words =
        switch (radacct.tables().layout().dialect()) {
          case POSTGRES -> "cast(extract(epoch from ({1} - {0})) as bigint)";
          case MARIADB -> "timestampdiff(second, {0}, {1})";
          default -> "datediff('SECOND', {0}, {1})";
        };
    return field(words, SQLDataType.BIGINT, Radacct.START, until);
  }

  private static List<NasReload> recorded(Radacct radacct, Instant from, @Nullable Instant to) {
    List<NasReload> all = new ArrayList<>();
    if (!radacct.tables().has(TABLE)) {
      return all;
    }
    Condition within = TIME.ge(radacct.at(from));
    for (Record row :
        radacct
            .sql()
            .select(
                List.of(radacct.addresses().readable(Radacct.NAS), radacct.times().readable(TIME)))
            .from(radacct.tables().layout().named(TABLE))
            .where(to == null ? within : within.and(TIME.lt(radacct.at(to))))
            .orderBy(TIME.desc())
            .limit(to == null ? 100 * MOST : MOST)
            .fetch()) {
      InetAddress nas = DatabaseAddresses.address(Radacct.text(row, 0));
      Instant at = Objects.requireNonNull(radacct.times().read(row, 1));
      long open = nas == null ? 0 : open(radacct, nas, at);
      all.add(new NasReload(nas, at, 0, open));
    }
    return all;
  }

  private static long open(Radacct radacct, InetAddress nas, Instant at) {
    return radacct
        .sql()
        .fetchCount(
            radacct
                .sql()
                .selectOne()
                .from(radacct.table())
                .where(radacct.scoped(interrupted(radacct, nas, at))));
  }

  private static List<NasReload> closing(Radacct radacct, Instant from, Instant to) {
    return radacct
        .sql()
        .select(
            List.of(
                radacct.addresses().readable(Radacct.NAS),
                radacct.times().readable(Radacct.STOP),
                count()))
        .from(radacct.table())
        .where(
            radacct.scoped(
                Radacct.STOP
                    .ge(radacct.at(from))
                    .and(Radacct.STOP.lt(radacct.at(to)))
                    .and(Radacct.CAUSE.in(CAUSE, CAUSE_OF_PROCEDURE))))
        .groupBy(Radacct.NAS, Radacct.STOP)
        .orderBy(Radacct.STOP.desc())
        .limit(MOST)
        .fetch(
            row ->
                new NasReload(
                    DatabaseAddresses.address(Radacct.text(row, 0)),
                    Objects.requireNonNull(radacct.times().read(row, 1)),
                    row.get(2, Long.class),
                    0));
  }

  private record Restart(@Nullable InetAddress nas, Instant at) {}
}
