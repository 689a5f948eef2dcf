package io.ispkit.workflow.internal;

import static io.ispkit.workflow.internal.jooq.Tables.WORKFLOW_RUN;
import static io.ispkit.workflow.internal.jooq.Tables.WORKFLOW_STEP;

import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.database.Dialect;
import io.ispkit.runtime.lane.NewItem;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;

/** The text of the hot statements, in the database's dialect and schema. */
final class Statements {

  private final Database database;
  private final Map<String, String> texts = new ConcurrentHashMap<>();

  private final String insertRun;

  Statements(Database database) {
    this.database = database;
    String into =
        "insert into "
            + database.table("workflow_run")
            + " (tenant_id, id, definition, version, run_key, stage, state_format, state_json,"
            + " lane_item, created_at, updated_at, run_state, pos, attempt, open_call, touched,"
            + " wrote, undoing, journal_seq, priority) ";
    String fresh = "'running', 0, 0, false, false, false, false, 0, " + NewItem.NORMAL;
    this.insertRun =
        database.dialect() == Dialect.H2
            ? into + "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, " + fresh + ")"
            : into
                + "select u.*, ?, ?, "
                + fresh
                + " from unnest(?::varchar[], ?::varchar[], ?::varchar[], ?::int[], ?::varchar[],"
                + " ?::varchar[], ?::int[], ?::varchar[], ?::bigint[]) as u on conflict do nothing"
                + " returning id";
  }

  String insertRun() {
    return insertRun;
  }

  String findRun(Transaction tx) {
    return text(tx, "findRun", jooq -> rows(jooq).and(WORKFLOW_RUN.ID.eq("")));
  }

  String lockRun(Transaction tx) {
    return text(tx, "lockRun", Statements::lockRun);
  }

  /** Many at once, in one order everywhere, so that two transactions do not wait for each other. */
  String lockRuns(Transaction tx) {
    return text(tx, "lockRuns", Statements::lockRuns);
  }

  String updateRun(Transaction tx) {
    return text(tx, "updateRun", Statements::updateRun);
  }

  String insertStep(Transaction tx) {
    return text(tx, "insertStep", Statements::insertStep);
  }

  private String text(Transaction tx, String name, Function<DSLContext, Query> query) {
    String text = texts.get(name);
    if (text == null) {
      text = query.apply(database.jooq(tx)).getSQL();
      texts.put(name, text);
    }
    return text;
  }

  private static Query lockRun(DSLContext jooq) {
    return rows(jooq).and(WORKFLOW_RUN.ID.eq("")).forUpdate();
  }

  private static Query lockRuns(DSLContext jooq) {
    return rows(jooq)
        .and(WORKFLOW_RUN.ID.eq(DSL.any(new String[0])))
        .orderBy(WORKFLOW_RUN.ID)
        .forUpdate();
  }

  private static SelectConditionStep<?> rows(DSLContext jooq) {
    return jooq.select(
            WORKFLOW_RUN.ID,
            WORKFLOW_RUN.DEFINITION,
            WORKFLOW_RUN.VERSION,
            WORKFLOW_RUN.RUN_KEY,
            WORKFLOW_RUN.LANE_ITEM,
            WORKFLOW_RUN.STATE_FORMAT,
            WORKFLOW_RUN.STATE_JSON,
            WORKFLOW_RUN.RUN_STATE,
            WORKFLOW_RUN.POS,
            WORKFLOW_RUN.STAGE,
            WORKFLOW_RUN.ATTEMPT,
            WORKFLOW_RUN.OPEN_CALL,
            WORKFLOW_RUN.TOUCHED,
            WORKFLOW_RUN.WROTE,
            WORKFLOW_RUN.UNDOING,
            WORKFLOW_RUN.UNDO_REASON,
            WORKFLOW_RUN.UNDO_ASKED,
            WORKFLOW_RUN.REASON,
            WORKFLOW_RUN.DUE_AT,
            WORKFLOW_RUN.JOURNAL_SEQ,
            WORKFLOW_RUN.FINISHED_AT)
        .from(WORKFLOW_RUN)
        .where(WORKFLOW_RUN.TENANT_ID.eq(""));
  }

  private static Query updateRun(DSLContext jooq) {
    return jooq.update(WORKFLOW_RUN)
        .set(WORKFLOW_RUN.RUN_STATE, "")
        .set(WORKFLOW_RUN.POS, 0)
        .set(WORKFLOW_RUN.STAGE, "")
        .set(WORKFLOW_RUN.ATTEMPT, 0)
        .set(WORKFLOW_RUN.OPEN_CALL, false)
        .set(WORKFLOW_RUN.TOUCHED, false)
        .set(WORKFLOW_RUN.WROTE, false)
        .set(WORKFLOW_RUN.UNDOING, false)
        .set(WORKFLOW_RUN.UNDO_REASON, "")
        .set(WORKFLOW_RUN.UNDO_ASKED, "")
        .set(WORKFLOW_RUN.REASON, "")
        .set(WORKFLOW_RUN.DUE_AT, DSL.val(null, WORKFLOW_RUN.DUE_AT))
        .set(WORKFLOW_RUN.STATE_FORMAT, 0)
        .set(WORKFLOW_RUN.STATE_JSON, "")
        .set(WORKFLOW_RUN.JOURNAL_SEQ, 0)
        .set(WORKFLOW_RUN.UPDATED_AT, DSL.val(null, WORKFLOW_RUN.UPDATED_AT))
        .set(WORKFLOW_RUN.FINISHED_AT, DSL.val(null, WORKFLOW_RUN.FINISHED_AT))
        .where(WORKFLOW_RUN.TENANT_ID.eq(""))
        .and(WORKFLOW_RUN.ID.eq(""));
  }

  private static Query insertStep(DSLContext jooq) {
    return jooq.insertInto(WORKFLOW_STEP)
        .columns(
            WORKFLOW_STEP.TENANT_ID,
            WORKFLOW_STEP.RUN_ID,
            WORKFLOW_STEP.SEQ,
            WORKFLOW_STEP.STAGE,
            WORKFLOW_STEP.KIND,
            WORKFLOW_STEP.STEP_STATE,
            WORKFLOW_STEP.ATTEMPT,
            WORKFLOW_STEP.OPERATION_ID,
            WORKFLOW_STEP.DETAIL,
            WORKFLOW_STEP.UNDONE,
            WORKFLOW_STEP.AT)
        .values(Arrays.asList(new Object[11]));
  }
}
