package io.ispkit.workflow.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ispkit.core.address.AddressAllocator;
import io.ispkit.core.customer.Customer;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.device.DeviceConfigurations;
import io.ispkit.core.device.DeviceManager;
import io.ispkit.core.device.DeviceReport;
import io.ispkit.core.device.DeviceSpec;
import io.ispkit.core.device.WifiSettings;
import io.ispkit.core.id.UlidGenerator;
import io.ispkit.core.installation.InstallationDesk;
import io.ispkit.core.money.Money;
import io.ispkit.core.notification.Notifier;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.core.plan.BandwidthPlan;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.secret.Secret;
import io.ispkit.core.service.ServiceDesk;
import io.ispkit.core.subscriber.SubscriberDirectory;
import io.ispkit.core.subscriber.SubscriberSpec;
import io.ispkit.core.survey.SiteSurvey;
import io.ispkit.core.survey.SurveyDesk;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.customer.Customers;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.device.StoredConfigurations;
import io.ispkit.runtime.module.TenantProfile;
import io.ispkit.runtime.module.TenantServices;
import io.ispkit.runtime.plan.Plans;
import io.ispkit.runtime.service.KeptServices;
import io.ispkit.runtime.service.Subscriptions;
import io.ispkit.runtime.survey.KeptSurveys;
import io.ispkit.runtime.survey.SurveyEntry;
import io.ispkit.runtime.survey.Surveys;
import io.ispkit.runtime.tenant.TenantScope;
import io.ispkit.runtime.ticket.FieldOperations;
import io.ispkit.runtime.ticket.Technician;
import io.ispkit.runtime.ticket.Technicians;
import io.ispkit.runtime.ticket.Tickets;
import io.ispkit.runtime.ticket.VisitRules;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.workflow.RunPlan;
import io.ispkit.workflow.Workflows;
import io.ispkit.workflow.internal.Engine;
import io.ispkit.workflow.internal.RunsOfTenant;
import io.ispkit.workflow.trial.StepLane;
import io.ispkit.workflow.trial.Trial;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@OnEachDatabase
class TicketToDeploymentIT {

  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static final CustomerId JANE = new CustomerId("cust-123");
  private static final Currency EUR = Currency.getInstance("EUR");

  private final Database database;
  private final TenantId tenant = new TenantId("isp" + TENANTS.incrementAndGet());
  private final Map<Class<?>, Object> services = new HashMap<>();
  private final TrialPorts ports = new TrialPorts();
  private final TenantProfile profile =
      new TenantProfile(ZoneId.of("Europe/Berlin"), Locale.ENGLISH, null, "dyn.example.net", EUR);
  private Deployments deployments;
  private StepLane lane;

  TicketToDeploymentIT(TestDatabase test) {
    database = Trial.open(test);
  }

  @BeforeEach
  void assemble() {
    TenantServices found =
        new TenantServices() {
          @Override
          public TenantId id() {
            return tenant;
          }

          @Override
          public TenantProfile profile() {
            return profile;
          }

          @Override
          public <T> T get(Class<T> type) {
            return type.cast(services.get(type));
          }
        };
    InstantSource clock = InstantSource.system();
    Engine engine =
        new Engine(
            database,
            (tx, of, type, subject, data) -> {},
            clock,
            new UlidGenerator(clock),
            new Random(7),
            id -> found);
    lane = new StepLane(database, engine);
    engine.use(lane);
    TenantScope scope =
        new TenantScope(
            tenant,
            profile,
            database,
            (tx, of, type, subject, data) -> {},
            clock,
            new UlidGenerator(clock),
            new Random(7));
    Plans plans = new Plans(scope);
    Technicians technicians = new Technicians(scope);
    VisitRules rules = VisitRules.ofDefaults();
    services.put(Workflows.class, new RunsOfTenant(engine, tenant));
    services.put(Plans.class, plans);
    services.put(Customers.class, new Customers(scope));
    services.put(SurveyDesk.class, new KeptSurveys(scope));
    services.put(ServiceDesk.class, new KeptServices(scope, plans, new Subscriptions(scope)));
    services.put(
        InstallationDesk.class,
        new FieldOperations(scope, new Tickets(scope, technicians, rules), technicians, rules));
    services.put(DeviceConfigurations.class, new StoredConfigurations(scope));
    services.put(AddressAllocator.class, ports.allocator);
    services.put(SubscriberDirectory.class, ports.directory);
    services.put(DeviceManager.class, ports.manager);
    services.put(Notifier.class, ports.notifier);
    deployments = new Deployments(database, found);

    plans.save(
        new BandwidthPlan(
            "fiber_1gbps",
            BitRate.ofMbps(1000),
            BitRate.ofKbps(2500),
            100,
            new Money(new BigDecimal("59.90"), EUR)));
    new Customers(scope)
        .save(
            new Customer(
                JANE, "Jane Roe", "jane@example.com", null, Locale.ENGLISH, "123 Main St"));
    technicians.save(new Technician("tech-1", "Sam", "field_operations", true));
    survey(scope, SiteSurvey.Serviceability.SERVICEABLE, "2025-10-15T14:30:00Z");
  }

  private static void survey(TenantScope scope, SiteSurvey.Serviceability found, String at) {
    new Surveys(scope)
        .record(
            new SurveyEntry(
                null,
                JANE,
                SiteSurvey.Status.COMPLETED,
                found,
                null,
                Instant.parse(at),
                Map.of("fiber_availability", "available"),
                "Clear line of sight"));
  }

  private static DeploymentOrder order() {
    return DeploymentOrder.of(
        JANE,
        "123 Main St",
        "fiber_1gbps",
        "HW-12345678",
        "jane@example.com",
        null,
        new WifiSettings("Roe", Secret.of("correct horse")));
  }

  private DeploymentResult settle() {
    while (lane.turn()) {
      // works until nothing is due
    }
    return deployments.status(order().key()).orElseThrow();
  }

  @Test
  void anOrderWaitsForTheTechnicianAndIsThenDeployed() {
    String run = deployments.start(order());
    DeploymentResult waiting = settle();
    assertThat(waiting.state()).isEqualTo(DeploymentResult.State.WAITING);
    assertThat(waiting.reason()).startsWith("installation TCK-");
    assertThat(waiting.steps())
        .containsOnlyKeys("site_survey", "network", "radius", "installation");

    Instant done = Instant.parse("2025-10-19T09:00:00Z");
    assertThat(deployments.installed(run, done)).isEqualTo(Outcome.done(true));
    DeploymentResult result = settle();

    assertThat(result.reason()).isNull();
    assertThat(result.state()).isEqualTo(DeploymentResult.State.DEPLOYED);
    assertThat(result.steps().keySet())
        .containsExactly(
            "site_survey",
            "network",
            "radius",
            "installation",
            "cpe",
            "activation",
            "notification");
    assertThat(result.steps().get("network"))
        .containsEntry("ip_address", "100.64.0.10")
        .containsEntry("vlan_id", 100)
        .containsEntry("username", "jane")
        .containsEntry("netbox_ip_id", "77")
        .containsEntry("allocation_method", "netbox");
    assertThat(result.steps().get("radius"))
        .containsEntry("download_rate_kbps", 1_000_000L)
        .containsEntry("static_ip", "100.64.0.10");
    assertThat(result.steps().get("installation"))
        .containsEntry("status", "completed")
        .containsEntry("technician_id", "tech-1");
    assertThat(result.steps().get("activation"))
        .containsEntry("status", "active")
        .containsEntry("billing_started", true);
    assertThat(ports.messages.values())
        .singleElement()
        .satisfies(
            message ->
                assertThat(message.context())
                    .containsEntry("customer_name", "Jane Roe")
                    .containsEntry("upload_mbps", "2.5")
                    .containsEntry("ssid", "Roe"));
    assertThat(deployments.start(order())).as("the same order again").isEqualTo(run);
    assertThat(lane.turn()).isFalse();
  }

  @Test
  void theResultHasTheFieldsOfTheIssueAndNoSecret() throws Exception {
    String run = deployments.start(order());
    settle();
    deployments.installed(run, Instant.parse("2025-10-19T09:00:00Z"));

    String json = new JsonMapper().writeValueAsString(settle());

    JsonNode tree = new JsonMapper().readTree(json);
    assertThat(tree.fieldNames())
        .toIterable()
        .containsExactly("customer_id", "state", "reason", "steps");
    assertThat(tree.get("state").asText()).isEqualTo("deployed");
    assertThat(tree.at("/steps/cpe").fieldNames())
        .toIterable()
        .containsExactly(
            "device_id",
            "device_serial",
            "config_template",
            "device_info",
            "tasks_created",
            "parameters_set",
            "wifi_configured",
            "status",
            "provisioning_status");
    assertThat(tree.at("/steps/installation/scheduled_date").asText()).endsWith("Z");
    String password = deployments.password(run).orElseThrow().orElseThrow().reveal();
    assertThat(json).doesNotContain("correct horse", "pppoe-jane", password);
  }

  @Test
  void thePasswordIsTheOneThatTheDirectoryGotAndIsKnownWhateverTheDirectoryKeeps() {
    ports.passwordsAreHashed = true;
    ports.radiusSays = Outcome.unknown("no answer to the commit");
    String run = deployments.start(order());
    settle();
    assertThat(deployments.password(run).orElseThrow()).as("no subscriber yet").isEmpty();
    ports.radiusSays = Outcome.refused(Refusal.retryLater("away", "the database is away"));
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              settle();
              return ports.asked.size() > 1;
            });
    ports.radiusSays = null;
    await().atMost(Duration.ofMinutes(1)).until(() -> settle().steps().containsKey("installation"));
    deployments.installed(run, Instant.parse("2025-10-19T09:00:00Z"));
    assertThat(settle().state()).isEqualTo(DeploymentResult.State.DEPLOYED);

    Secret password = deployments.password(run).orElseThrow().orElseThrow();
    assertThat(password.reveal()).matches("[0-9A-Za-z]{22,}");
    assertThat(ports.asked)
        .hasSizeGreaterThan(2)
        .extracting(SubscriberSpec::password)
        .containsOnly(password);
    assertThat(ports.devices.values())
        .singleElement()
        .extracting(DeviceSpec::password)
        .isEqualTo(password);
  }

  @ParameterizedTest
  @EnumSource(Reach.class)
  void theHostsOwnInstallationDeskIsAskedWhetherTheWorkIsDone(Reach reach) {
    HostsDesk own = new HostsDesk(reach);
    services.put(InstallationDesk.class, own);
    String run = deployments.start(order());
    assertThat(settle().state()).isEqualTo(DeploymentResult.State.WAITING);
    deployments.installed(run, Instant.parse("2025-10-19T09:00:00Z"));

    DeploymentResult result = settle();

    assertThat(result.reason()).isNull();
    assertThat(result.state()).isEqualTo(DeploymentResult.State.DEPLOYED);
    assertThat(result.steps().get("activation")).containsEntry("status", "active");
  }

  @Test
  void aRouterThatIsOfflineHoldsNothingUp() {
    ports.router = DeviceReport.Status.PENDING;
    String run = deployments.start(order());
    settle();
    deployments.installed(run, Instant.parse("2025-10-19T09:00:00Z"));

    DeploymentResult result = settle();

    assertThat(result.state()).isEqualTo(DeploymentResult.State.PENDING);
    assertThat(result.reason()).isEqualTo("the router is offline");
    assertThat(result.steps()).containsKeys("activation", "notification");
  }

  @Test
  void anOrderWithoutAServiceablePlaceIsRefusedAndNothingIsWritten() {
    survey(
        new TenantScope(
            tenant,
            profile,
            database,
            (tx, of, type, subject, data) -> {},
            InstantSource.system(),
            new UlidGenerator(InstantSource.system()),
            new Random(1)),
        SiteSurvey.Serviceability.NOT_SERVICEABLE,
        "2025-10-16T14:30:00Z");
    deployments.start(order());

    DeploymentResult result = settle();

    assertThat(result.state()).isEqualTo(DeploymentResult.State.REFUSED);
    assertThat(result.reason()).contains("not_serviceable");
    assertThat(ports.addresses).isEmpty();
  }

  @Test
  void aSubscriberThatIsRefusedTakesAddressAndServiceBack() {
    ports.radiusSays = Outcome.refused("username_taken", "jane exists under another operation");
    deployments.start(order());

    DeploymentResult result = settle();

    assertThat(result.state()).isEqualTo(DeploymentResult.State.FAILED);
    assertThat(result.reason())
        .isEqualTo("radius: username_taken: jane exists under another operation");
    assertThat(ports.addresses).isEmpty();
    assertThat(result.undone()).isNotEmpty();
    assertThat(result.steps().get("network")).containsEntry("status", "undone");
  }

  @Test
  void aRouterThatIsRefusedUndoesEverythingAlthoughTheVisitTookPlace() {
    String run = deployments.start(order());
    settle();
    ports.deviceSays = Outcome.refused("device_taken", "HW-12345678 belongs to another service");
    deployments.installed(run, Instant.parse("2025-10-19T09:00:00Z"));

    DeploymentResult result = settle();

    assertThat(result.reason())
        .isEqualTo("cpe: device_taken: HW-12345678 belongs to another service");
    assertThat(result.state()).isEqualTo(DeploymentResult.State.FAILED);
    assertThat(ports.addresses).isEmpty();
    assertThat(ports.subscribers).isEmpty();
    assertThat(ports.messages).isEmpty();
  }

  @Test
  void aPlanNamesWhatEachStepWouldWriteAndWritesNothing() {
    RunPlan plan = deployments.plan(order());

    assertThat(plan.refusal()).isNull();
    assertThat(plan.steps())
        .extracting(RunPlan.PlannedStep::step)
        .containsExactly(
            "site_survey",
            "network",
            "radius",
            "installation",
            "cpe",
            "activation",
            "notification");
    assertThat(deployments.status(order().key())).isEmpty();
    assertThat(List.of(ports.addresses, ports.subscribers, ports.devices, ports.messages))
        .allSatisfy(system -> assertThat(system).isEmpty());
  }

  @Test
  void aVisitIsAlsoKnownByItsOwnId() {
    deployments.start(order());
    String visit = (String) settle().steps().get("installation").get("installation_id");

    assertThat(deployments.installedAt("another", Instant.EPOCH)).isEqualTo(Outcome.done(false));
    assertThat(deployments.installedAt(visit, Instant.parse("2025-10-19T09:00:00Z")))
        .isEqualTo(Outcome.done(true));
    assertThat(settle().state()).isEqualTo(DeploymentResult.State.DEPLOYED);
  }
}
