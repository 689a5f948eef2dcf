package io.ispkit.runtime.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.change.Change;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.survey.SiteSurvey;
import io.ispkit.core.survey.SiteSurvey.Serviceability;
import io.ispkit.core.survey.SiteSurvey.Status;
import io.ispkit.runtime.tenant.TenantScope;
import io.ispkit.runtime.tenant.TestTenants;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class SurveysIT {

  private static final CustomerId JANE = new CustomerId("jane");
  private static final Instant DAY = Instant.parse("2025-10-15T10:00:00Z");

  private final TestTenants tenants;
  private final TenantScope scope;
  private final Surveys surveys;
  private final KeptSurveys desk;

  SurveysIT(TestDatabase place) {
    tenants = new TestTenants(place);
    scope = tenants.tenant();
    surveys = new Surveys(scope);
    desk = new KeptSurveys(scope);
  }

  @AfterEach
  void close() {
    tenants.close();
  }

  @Test
  void aSurveyWithoutIdIsKnownByCustomerAndDate() {
    Change first = surveys.record(completed(null, Serviceability.SERVICEABLE, DAY));
    Change again = surveys.record(completed(null, Serviceability.SERVICEABLE, DAY));
    Change other = surveys.record(completed(null, Serviceability.CONDITIONAL, DAY));
    assertThat(first.action()).isEqualTo(Change.Action.CREATE);
    assertThat(again).isEqualTo(Change.none("database", first.target()));
    assertThat(other.target()).isEqualTo(first.target());
    assertThat(surveys.of(JANE)).hasSize(1);
    assertThat(tenants.types(scope)).containsExactly("survey.completed");
  }

  @Test
  void theLatestCompletedSurveyDecides() {
    assertThat(code(desk.qualify(JANE, TestTenants.operation(scope, "q")))).isEqualTo("no_survey");
    surveys.record(completed("s1", Serviceability.NOT_SERVICEABLE, DAY));
    assertThat(code(desk.qualify(JANE, TestTenants.operation(scope, "q"))))
        .isEqualTo("not_serviceable");
    surveys.record(completed("s2", Serviceability.SERVICEABLE, DAY.plusSeconds(3600)));
    SiteSurvey found = desk.qualify(JANE, TestTenants.operation(scope, "q")).orElseThrow();
    assertThat(found.id()).isEqualTo("s2");
    assertThat(found.data()).containsExactly(Map.entry("b", "2"), Map.entry("a", "1"));
  }

  @Test
  void completingAScheduledSurveyIsPublishedOnce() {
    surveys.record(
        new SurveyEntry("s", JANE, Status.SCHEDULED, null, DAY, null, Map.of("a", "1"), null));
    for (int i = 0; i < 2; i++) {
      scope
          .database()
          .transact(
              tx ->
                  surveys.complete(
                      tx, "s", Serviceability.SERVICEABLE, DAY.plusSeconds(60), Map.of("c", "3")));
    }
    assertThat(surveys.find("s").orElseThrow().data()).containsOnlyKeys("a", "c");
    assertThat(tenants.types(scope)).containsExactly("survey.completed");
  }

  @Test
  void anotherTenantsSurveyQualifiesNobody() {
    new Surveys(tenants.tenant()).record(completed("s", Serviceability.SERVICEABLE, DAY));
    assertThat(code(desk.qualify(JANE, TestTenants.operation(scope, "q")))).isEqualTo("no_survey");
  }

  @Test
  void aLeadBecomesACustomerOnce() {
    Leads leads = new Leads(scope);
    Lead lead = new Lead("l", "Jane", null, null, "1 Main St", Lead.Status.NEW, null, null);
    scope.database().transact(tx -> leads.save(tx, lead));
    assertThat(scope.database().transact(tx -> leads.save(tx, lead)).action())
        .isEqualTo(Change.Action.NONE);
    Lead converted = scope.database().transact(tx -> leads.convert(tx, "l", JANE));
    assertThat(converted.status()).isEqualTo(Lead.Status.CONVERTED);
    assertThat(leads.page(null, 10)).containsExactly(converted);
  }

  private static SurveyEntry completed(
      @Nullable String id, Serviceability serviceability, Instant at) {
    Map<String, String> data = new java.util.LinkedHashMap<>();
    data.put("b", "2");
    data.put("a", "1");
    return new SurveyEntry(
        id, JANE, Status.COMPLETED, serviceability, DAY, at.plusSeconds(60), data, "clear");
  }

  private static String code(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal().code();
  }
}
