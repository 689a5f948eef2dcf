package io.ispkit.workflow.internal;

import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.database.Database;
import io.ispkit.workflow.RunState;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * The statements that every turn needs. Their text is made once by jOOQ; they are bound by hand,
 * because rendering would cost more than the statement itself. Thread-safe.
 */
final class RunStore {

  /** Longest text of a reason, in characters. */
  private static final int REASON = 2000;

  private final Database database;
  private final Statements sql;

  RunStore(Database database) {
    this.database = database;
    this.sql = new Statements(database);
  }

  /** Inserts the row, unless the key has one already; returns whether it was inserted. */
  boolean insert(Transaction tx, Run run, int priority, Instant now) {
    try (PreparedStatement statement = tx.connection().prepareStatement(sql.insertRun(tx))) {
      new Bind(statement)
          .text(run.tenant.value())
          .text(run.id)
          .text(run.definition)
          .number(run.version)
          .text(run.key)
          .text(stored(run.state))
          .number(run.pos)
          .text(run.stage)
          .number(run.attempt)
          .flag(run.openCall)
          .flag(run.touched)
          .flag(run.wrote)
          .flag(run.undoing)
          .number(run.stateFormat)
          .text(run.stateJson)
          .number(run.journalSeq)
          .number(run.laneItem)
          .number(priority)
          .time(now)
          .time(now);
      return statement.executeUpdate() == 1;
    } catch (SQLException e) {
      if ("23505".equals(e.getSQLState())) { // only H2, whose statement has no "on conflict"
        return false;
      }
      throw failed("workflow_run insert", e);
    }
  }

  /** The row, locked until the transaction ends. */
  Optional<Run> lock(Transaction tx, TenantId tenant, String id) {
    try (PreparedStatement statement = tx.connection().prepareStatement(sql.lockRun(tx))) {
      new Bind(statement).text(tenant.value()).text(id);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(read(tenant, id, row)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw failed("workflow_run lock", e);
    }
  }

  private static Run read(TenantId tenant, String id, ResultSet row) throws SQLException {
    int i = 0;
    Run run =
        new Run(
            tenant,
            id,
            row.getString(++i),
            row.getInt(++i),
            row.getString(++i),
            row.getLong(++i),
            row.getInt(++i),
            row.getString(++i));
    run.state = state(row.getString(++i));
    run.pos = row.getInt(++i);
    run.stage = row.getString(++i);
    run.attempt = row.getInt(++i);
    run.openCall = row.getBoolean(++i);
    run.touched = row.getBoolean(++i);
    run.wrote = row.getBoolean(++i);
    run.undoing = row.getBoolean(++i);
    run.undoReason = row.getString(++i);
    run.undoAsked = row.getString(++i);
    run.reason = row.getString(++i);
    run.dueAt = instant(row.getObject(++i, OffsetDateTime.class));
    run.journalSeq = row.getInt(++i);
    run.finishedAt = instant(row.getObject(++i, OffsetDateTime.class));
    return run;
  }

  /** Writes the row with the transaction's other batched writes; nothing may read it before. */
  void update(Transaction tx, Run run, Instant now) {
    database.batch(
        tx,
        sql.updateRun(tx),
        stored(run.state),
        run.pos,
        run.stage,
        run.attempt,
        run.openCall,
        run.touched,
        run.wrote,
        run.undoing,
        cut(run.undoReason),
        cut(run.undoAsked),
        cut(run.reason),
        run.dueAt,
        run.stateFormat,
        run.stateJson,
        run.journalSeq,
        now,
        run.finishedAt,
        run.tenant.value(),
        run.id);
  }

  /** Appends to the run's journal, batched as {@link #update}, and moves its sequence on. */
  void append(Transaction tx, Run run, List<JournalEntry> entries, Instant now) {
    for (JournalEntry entry : entries) {
      database.batch(
          tx,
          sql.insertStep(tx),
          run.tenant.value(),
          run.id,
          ++run.journalSeq,
          entry.stage(),
          entry.kind().text,
          entry.mark().text,
          entry.attempt(),
          entry.operationId(),
          cut(entry.detail()),
          entry.undone(),
          now);
    }
  }

  static String stored(RunState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  static RunState state(String stored) {
    return RunState.valueOf(stored.toUpperCase(Locale.ROOT));
  }

  static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= REASON ? text : text.substring(0, REASON - 1) + "…";
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static DataAccessException failed(String what, SQLException e) {
    return new DataAccessException(what + " failed", e);
  }
}
