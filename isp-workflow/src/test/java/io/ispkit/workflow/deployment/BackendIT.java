package io.ispkit.workflow.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ispkit.core.customer.Customer;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.money.Money;
import io.ispkit.core.notification.Notifier;
import io.ispkit.core.plan.BandwidthPlan;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.subscriber.SubscriberDirectory;
import io.ispkit.core.survey.SiteSurvey;
import io.ispkit.runtime.Isp;
import io.ispkit.runtime.customer.Customers;
import io.ispkit.runtime.module.TenantServices;
import io.ispkit.runtime.plan.Plans;
import io.ispkit.runtime.survey.SurveyEntry;
import io.ispkit.runtime.survey.Surveys;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.database.TestDatabases;
import io.ispkit.workflow.deployment.DeploymentResult.State;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The module in the assembled backend, on the real lanes, with the embedded pool and devices. */
@OnEachDatabase
class BackendIT {

  private static final CustomerId JANE = new CustomerId("jane");

  private final TestDatabase test;
  private final TrialPorts ports = new TrialPorts();

  BackendIT(TestDatabase shared) {
    this.test = TestDatabases.fresh(shared.product());
  }

  @Test
  void anOrderGoesOnWhereItStoodWhenTheBackendIsOpenedAgain() {
    String run;
    try (Isp isp = open()) {
      prepare(isp.tenant("acme"));
      Deployments deployments = isp.tenant("acme").get(Deployments.class);
      run = deployments.start(order());
      until(deployments, State.WAITING, "installation TCK-");
      assertThat(isp.report()).contains("isp_ticket_to_deployment version 1");
    }
    try (Isp isp = open()) {
      Deployments deployments = isp.tenant("acme").get(Deployments.class);
      assertThat(deployments.start(order())).isEqualTo(run);
      assertThat(deployments.installed(run, Instant.parse("2025-10-19T09:00:00Z")).isDone())
          .isTrue();

      DeploymentResult result = until(deployments, State.PENDING, "");

      assertThat(result.steps().get("network"))
          .containsEntry("allocation_method", "pool")
          .containsEntry("username", "jane");
      assertThat(result.steps().get("cpe")).containsEntry("provisioning_status", "pending");
      assertThat(ports.messages).hasSize(1);
      assertThat(deployments.confirmPending(10)).as("there is no ACS").isZero();
    }
  }

  private Isp open() {
    return Isp.builder()
        .config(config())
        .override(SubscriberDirectory.class, ports.directory)
        .override(Notifier.class, ports.notifier)
        .open();
  }

  private static DeploymentResult until(Deployments deployments, State state, String reason) {
    return await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> deployments.status(order().key()),
            found -> found.filter(r -> r.state() == state && starts(r, reason)).isPresent())
        .orElseThrow();
  }

  private static boolean starts(DeploymentResult result, String reason) {
    return Optional.ofNullable(result.reason()).orElse("").startsWith(reason);
  }

  private static DeploymentOrder order() {
    return DeploymentOrder.of(
        JANE, "123 Main St", "fiber", "HW-12345678", "jane@example.com", null, null);
  }

  private static void prepare(TenantServices tenant) {
    Currency euro = Currency.getInstance("EUR");
    tenant
        .get(Plans.class)
        .save(
            new BandwidthPlan(
                "fiber",
                BitRate.ofMbps(100),
                BitRate.ofMbps(50),
                100,
                new Money(new BigDecimal("29.90"), euro)));
    tenant
        .get(Customers.class)
        .save(
            new Customer(
                JANE, "Jane Roe", "jane@example.com", null, Locale.ENGLISH, "123 Main St"));
    tenant
        .get(Surveys.class)
        .record(
            new SurveyEntry(
                null,
                JANE,
                SiteSurvey.Status.COMPLETED,
                SiteSurvey.Serviceability.SERVICEABLE,
                null,
                Instant.parse("2025-10-15T14:30:00Z"),
                Map.of(),
                null));
  }

  private Map<String, Object> config() {
    Map<String, Object> database = new LinkedHashMap<>();
    database.put("url", test.url());
    database.put("username", test.username());
    if (!test.password().isEmpty()) {
      database.put("password", test.password());
    }
    return Map.of(
        "database",
        database,
        "tenants",
        Map.of(
            "acme",
            Map.of(
                "zone",
                "Europe/Berlin",
                "addresses",
                Map.of("options", Map.of("prefixes", List.of("100.64.0.0/24"))))));
  }
}
