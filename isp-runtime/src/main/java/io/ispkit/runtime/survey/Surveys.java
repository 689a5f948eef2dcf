package io.ispkit.runtime.survey;

import static io.ispkit.runtime.internal.jooq.Tables.SURVEY;

import io.ispkit.core.change.Change;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.event.EventTypes;
import io.ispkit.core.survey.SiteSurvey;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.internal.jooq.tables.records.SurveyRecord;
import io.ispkit.runtime.tenant.TenantScope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The site surveys of one tenant. Thread-safe. The completion of a survey publishes {@code
 * survey.completed} in the same transaction.
 */
public final class Surveys {

  private final TenantScope scope;

  public Surveys(TenantScope scope) {
    this.scope = scope;
  }

  /** {@link #record(Transaction, SurveyEntry)} in a transaction of its own. */
  public Change record(SurveyEntry entry) {
    return scope.database().transact(tx -> record(tx, entry));
  }

  /**
   * Records the survey, or brings the one that it names to this content.
   *
   * @return what was written, with the survey's id in the target; {@code NONE} when it stood there
   *     with equal content
   */
  public Change record(Transaction transaction, SurveyEntry entry) {
    DSLContext jooq = scope.lock(transaction);
    SurveyRecord row = row(jooq, entry);
    if (row == null) {
      SurveyRecord added = SurveyRows.added(scope, entry);
      jooq.insertInto(SURVEY).set(added).execute();
      publishCompletion(transaction, null, added);
      return SurveyRows.compare(null, entry).created("survey " + added.getId());
    }
    String before = row.getStatus();
    var fields = SurveyRows.compare(row, entry);
    if (!fields.isEmpty()) {
      SurveyRows.write(row, entry);
      row.setUpdatedAt(scope.now());
      row.update();
      publishCompletion(transaction, before, row);
    }
    return fields.updated("survey " + row.getId());
  }

  /**
   * Completes a survey.
   *
   * @param data what was found, added to what stands there
   * @throws PermanentException there is no such survey, or it was cancelled
   */
  public SiteSurvey complete(
      Transaction transaction,
      String id,
      SiteSurvey.Serviceability serviceability,
      Instant completedAt,
      Map<String, String> data) {
    SurveyRecord row = row(scope.lock(transaction), id);
    if (row == null || row.getStatus().equals(SiteSurvey.Status.CANCELLED.name())) {
      throw new PermanentException(
          "survey " + id + (row == null ? " is unknown" : " was cancelled"));
    }
    String before = row.getStatus();
    SurveyRows.complete(row, serviceability, completedAt, data);
    if (row.changed()) {
      row.setUpdatedAt(scope.now());
      row.update();
      publishCompletion(transaction, before, row);
    }
    return SurveyRows.survey(row);
  }

  public Optional<SiteSurvey> find(String id) {
    return scope
        .database()
        .read(jooq -> Optional.ofNullable(row(jooq, id)))
        .map(SurveyRows::survey);
  }

  /** All surveys of a customer, those completed last first. */
  public List<SiteSurvey> of(CustomerId customer) {
    return scope
        .database()
        .read(
            jooq ->
                jooq.selectFrom(SURVEY)
                    .where(SURVEY.TENANT_ID.eq(scope.key()))
                    .and(SURVEY.CUSTOMER_ID.eq(customer.value()))
                    .orderBy(SURVEY.COMPLETED_AT.desc().nullsLast(), SURVEY.ID.desc())
                    .fetch(SurveyRows::survey));
  }

  private @Nullable SurveyRecord row(DSLContext jooq, SurveyEntry entry) {
    String id = entry.id();
    if (id != null) {
      return row(jooq, id);
    }
    Instant scheduled = SurveyRows.micros(entry.scheduledAt());
    return jooq.selectFrom(SURVEY)
        .where(SURVEY.TENANT_ID.eq(scope.key()))
        .and(SURVEY.CUSTOMER_ID.eq(entry.customer().value()))
        .and(scheduled == null ? SURVEY.SCHEDULED_AT.isNull() : SURVEY.SCHEDULED_AT.eq(scheduled))
        .orderBy(SURVEY.ID)
        .limit(1)
        .fetchOne();
  }

  private @Nullable SurveyRecord row(DSLContext jooq, String id) {
    return jooq.selectFrom(SURVEY)
        .where(SURVEY.TENANT_ID.eq(scope.key()))
        .and(SURVEY.ID.eq(id))
        .fetchOne();
  }

  private void publishCompletion(
      Transaction transaction, @Nullable String before, SurveyRecord row) {
    String completed = SiteSurvey.Status.COMPLETED.name();
    if (row.getStatus().equals(completed) && !completed.equals(before)) {
      scope.publish(
          transaction,
          EventTypes.SURVEY_COMPLETED,
          row.getCustomerId(),
          Map.of(
              "survey_id", row.getId(),
              "customer_id", row.getCustomerId(),
              "serviceability", SurveyRows.shown(row.getServiceability())));
    }
  }
}
