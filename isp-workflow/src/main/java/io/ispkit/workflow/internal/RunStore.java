package io.ispkit.workflow.internal;

import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.database.Dialect;
import io.ispkit.workflow.RunState;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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

  /**
   * Inserts the rows, each unless its key has one already.
   *
   * @param items the lane's items, in the order of the runs
   * @return the ids of those that were inserted
   */
  Set<String> insert(Transaction tx, List<NewRun> runs, List<Long> items, Instant now) {
    return database.dialect() == Dialect.H2
        ? insertEach(tx, runs, items, now)
        : insertAll(tx, runs, items, now);
  }

  private Set<String> insertEach(Transaction tx, List<NewRun> runs, List<Long> items, Instant now) {
    Set<String> inserted = new HashSet<>();
    for (int i = 0; i < runs.size(); i++) {
      NewRun run = runs.get(i);
      try (PreparedStatement statement = tx.connection().prepareStatement(sql.insertRun())) {
        new Bind(statement)
            .text(run.tenant().value())
            .text(run.id())
            .text(run.definition().name())
            .number(run.definition().version())
            .text(run.key())
            .text(run.firstStage())
            .number(run.stateFormat())
            .text(run.stateJson())
            .number(items.get(i))
            .time(now)
            .time(now);
        statement.executeUpdate();
        inserted.add(run.id());
      } catch (SQLException e) {
        if (!"23505".equals(e.getSQLState())) { // its statement has no "on conflict"
          throw failed("workflow_run insert", e);
        }
      }
    }
    return inserted;
  }

  private Set<String> insertAll(Transaction tx, List<NewRun> runs, List<Long> items, Instant now) {
    Set<String> inserted = new HashSet<>();
    try (PreparedStatement statement = tx.connection().prepareStatement(sql.insertRun())) {
      new Bind(statement)
          .time(now)
          .time(now)
          .array("varchar", runs, run -> run.tenant().value())
          .array("varchar", runs, NewRun::id)
          .array("varchar", runs, run -> run.definition().name())
          .array("int4", runs, run -> run.definition().version())
          .array("varchar", runs, NewRun::key)
          .array("varchar", runs, NewRun::firstStage)
          .array("int4", runs, NewRun::stateFormat)
          .array("varchar", runs, NewRun::stateJson)
          .array("int8", items, item -> item);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          inserted.add(row.getString(1));
        }
      }
      return inserted;
    } catch (SQLException e) {
      throw failed("workflow_run insert", e);
    }
  }

  /** The row as it is committed; it may change at any time. */
  Optional<Run> find(Transaction tx, TenantId tenant, String id) {
    return one(tx, sql.findRun(tx), tenant, id);
  }

  /** The row, locked until the transaction ends. */
  Optional<Run> lock(Transaction tx, TenantId tenant, String id) {
    return one(tx, sql.lockRun(tx), tenant, id);
  }

  private static Optional<Run> one(Transaction tx, String query, TenantId tenant, String id) {
    try (PreparedStatement statement = tx.connection().prepareStatement(query)) {
      new Bind(statement).text(tenant.value()).text(id);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(read(tenant, row)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw failed("workflow_run read", e);
    }
  }

  /** The rows of those runs that there are, locked in the order of their ids. */
  List<Run> lock(Transaction tx, TenantId tenant, List<String> ids) {
    List<Run> runs = new ArrayList<>(ids.size());
    try (PreparedStatement statement = tx.connection().prepareStatement(sql.lockRuns(tx))) {
      Array all = tx.connection().createArrayOf("varchar", ids.toArray());
      statement.setString(1, tenant.value());
      statement.setArray(2, all);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          runs.add(read(tenant, row));
        }
      }
      return runs;
    } catch (SQLException e) {
      throw failed("workflow_run lock", e);
    }
  }

  private static Run read(TenantId tenant, ResultSet row) throws SQLException {
    int i = 0;
    Run run =
        new Run(
            tenant,
            row.getString(++i),
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
    if (text == null) {
      return null;
    }
    // PostgreSQL holds no NUL, and the run could never be written.
    String held = text.replace('\0', ' ');
    return held.length() <= REASON ? held : held.substring(0, REASON - 1) + "…";
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static DataAccessException failed(String what, SQLException e) {
    return new DataAccessException(what + " failed", e);
  }
}
