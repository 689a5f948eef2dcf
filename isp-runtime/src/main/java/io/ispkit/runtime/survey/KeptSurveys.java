package io.ispkit.runtime.survey;

import static io.ispkit.runtime.internal.jooq.Tables.SURVEY;

import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.survey.SiteSurvey;
import io.ispkit.core.survey.SurveyDesk;
import io.ispkit.runtime.internal.jooq.tables.records.SurveyRecord;
import io.ispkit.runtime.tenant.TenantScope;

/** The survey desk over the surveys that the backend keeps itself. */
public final class KeptSurveys implements SurveyDesk {

  private final TenantScope scope;

  public KeptSurveys(TenantScope scope) {
    this.scope = scope;
  }

  @Override
  public Reach reach() {
    return Reach.TRANSACTION;
  }

  @Override
  public Outcome<SiteSurvey> qualify(CustomerId customer, Operation operation) {
    SurveyRecord row =
        scope.read(
            operation,
            jooq ->
                jooq.selectFrom(SURVEY)
                    .where(SURVEY.TENANT_ID.eq(scope.key()))
                    .and(SURVEY.CUSTOMER_ID.eq(customer.value()))
                    .and(SURVEY.STATUS.eq(SiteSurvey.Status.COMPLETED.name()))
                    .orderBy(SURVEY.COMPLETED_AT.desc(), SURVEY.ID.desc())
                    .limit(1)
                    .fetchOne());
    if (row == null) {
      return Outcome.refused("no_survey", "customer " + customer + " has no completed survey");
    }
    SiteSurvey survey = SurveyRows.survey(row);
    if (survey.serviceability() == SiteSurvey.Serviceability.SERVICEABLE) {
      return Outcome.done(survey);
    }
    return Outcome.refused(
        "not_serviceable",
        "survey "
            + survey.id()
            + " of customer "
            + customer
            + " says "
            + SurveyRows.shown(row.getServiceability()));
  }
}
