package io.ispkit.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.core.address.AddressAllocator;
import io.ispkit.core.address.AddressRequest;
import io.ispkit.core.config.ConfigurationException;
import io.ispkit.core.customer.Customer;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.device.DeviceConfigurations;
import io.ispkit.core.device.DeviceManager;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.id.OperationId;
import io.ispkit.core.installation.InstallationDesk;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.plugin.AdapterProvider;
import io.ispkit.core.service.ServiceDesk;
import io.ispkit.core.survey.SurveyDesk;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.customer.Customers;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.module.IspModule;
import io.ispkit.runtime.module.TenantServices;
import io.ispkit.runtime.plan.Plans;
import io.ispkit.runtime.survey.Surveys;
import io.ispkit.runtime.ticket.Technicians;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.database.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

@OnEachDatabase
class IspIT {

  private static final CustomerId JANE = new CustomerId("jane");

  private final TestDatabase place;

  @TempDir Path folder;

  IspIT(TestDatabase shared) {
    this.place = TestDatabases.fresh(shared.product());
  }

  @Test
  void anEmptyTenantHasAllServicesAndOnlyMissesItsAddresses() {
    try (Isp isp = Isp.builder().config(config()).open()) {
      TenantServices tenant = isp.tenant("acme");
      for (Class<?> type :
          List.of(
              Customers.class,
              Plans.class,
              Surveys.class,
              Technicians.class,
              SurveyDesk.class,
              InstallationDesk.class,
              ServiceDesk.class,
              DeviceManager.class,
              DeviceConfigurations.class)) {
        assertThat(tenant.get(type)).isNotNull().isSameAs(tenant.get(type));
      }
      assertThatThrownBy(() -> tenant.get(AddressAllocator.class))
          .isInstanceOf(PermanentException.class)
          .hasMessageContaining("tenants.acme.addresses.options.prefixes");
      assertThatThrownBy(() -> tenant.get(String.class))
          .isInstanceOf(PermanentException.class)
          .hasMessageContaining("Customers");
      assertThatThrownBy(() -> isp.tenant("other")).hasMessageContaining("acme");
      assertThat(isp.report())
          .contains("node: without a name", "addresses=pool (by default)", "devices=kept");
    }
  }

  @Test
  void tenantsTakeOverTheirDefaultsAndStayApart() {
    Map<String, Object> config = config();
    config.put(
        "tenant_defaults",
        Map.of("addresses", Map.of("options", Map.of("prefixes", List.of("10.0.0.0/29")))));
    config.put(
        "tenants",
        Map.of(
            "acme", Map.of("zone", "Europe/Berlin"),
            "beta", Map.of("addresses", Map.of("options", Map.of("gateway", "none")))));
    try (Isp isp = Isp.builder().config(config).open()) {
      assertThat(isp.tenant("acme").profile().zone().getId()).isEqualTo("Europe/Berlin");
      for (String id : List.of("acme", "beta")) {
        isp.tenant(id).get(Customers.class).save(jane(id));
        var assigned =
            isp.tenant(id)
                .get(AddressAllocator.class)
                .allocate(new AddressRequest(JANE, "svc", null, null), operation(id))
                .orElseThrow();
        assertThat(assigned.address().getHostAddress())
            .isEqualTo(id.equals("acme") ? "10.0.0.2" : "10.0.0.1");
      }
    }
    try (Isp again = Isp.builder().config(config).node("isp-2").open()) {
      assertThat(again.report()).contains("node: isp-2");
      assertThat(address(again, "acme")).isEqualTo("at acme");
      assertThat(address(again, "beta")).isEqualTo("at beta");
    }
  }

  @Test
  void anyTenantIsServedWhenThatIsConfigured() {
    Map<String, Object> config = config();
    config.put("accept_any_tenant", true);
    config.put("node", "isp-1");
    config.put("tenant_defaults", Map.of("currency", "CHF"));
    try (Isp isp = Isp.builder().config(config).open()) {
      assertThat(isp.tenant("new").profile().currency().getCurrencyCode()).isEqualTo("CHF");
      assertThat(isp.tenant("new")).isSameAs(isp.tenant("new"));
      assertThat(isp.report()).contains("node: isp-1");
      assertThatThrownBy(() -> isp.tenant("No Tenant")).isInstanceOf(PermanentException.class);
    }
  }

  @Test
  void allFaultsAreNamedAtOnceAndNothingIsWritten() throws IOException {
    Map<String, Object> config = new LinkedHashMap<>();
    Path file = folder.resolve("isp");
    config.put("database", Map.of("url", "jdbc:h2:file:" + file, "pool_size", 1));
    config.put("node", "n".repeat(61));
    config.put("tenant", Map.of());
    config.put(
        "tenants",
        Map.of(
            "acme",
            Map.of(
                "zone", "Mars",
                "addresses", Map.of("adapter", "none-such"),
                "devices", Map.of("options", Map.of("x", "y")))));
    assertThatThrownBy(() -> Isp.builder().config(config).open())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(
            "pool_size",
            "node (map): expected a name of at most 60 characters",
            "did you mean tenants",
            "tenants.acme.zone",
            "none-such",
            "pool (",
            "tenants.acme.devices.options.x");
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void optionsThatDoNotGoTogetherAreToldWithAllOtherFaultsAndNothingIsWritten() throws IOException {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("database", Map.of("url", "jdbc:h2:file:" + folder.resolve("isp")));
    Map<String, Object> overlapping =
        Map.of("prefixes", List.of("10.0.0.0/24", "10.0.0.128/25"), "gateway", "10.9.9.9");
    Map<String, Object> nonsense =
        Map.of("prefixes", List.of("10.0.0.0/40"), "reserved", List.of("x"), "quarantine", "soon");
    config.put(
        "tenants",
        Map.of(
            "acme", Map.of("zone", "Mars", "addresses", Map.of("options", overlapping)),
            "beta", Map.of("addresses", Map.of("options", nonsense))));
    for (boolean checkOnly : new boolean[] {true, false}) {
      IspBuilder builder = Isp.builder().config(config);
      assertThatThrownBy(checkOnly ? builder::check : builder::open)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContainingAll(
              "tenants.acme.zone",
              "tenants.acme.addresses.options.prefixes (map): expected prefixes apart",
              "tenants.acme.addresses.options.gateway",
              "tenants.beta.addresses.options.prefixes",
              "tenants.beta.addresses.options.reserved",
              "tenants.beta.addresses.options.quarantine");
    }
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void theHostKeepsItsOwnDatabase() throws Exception {
    DataSource source = source();
    Map<String, Object> config = config();
    config.remove("database");
    try (Isp isp = Isp.builder().config(config).dataSource(source).open()) {
      isp.tenant("acme").get(Customers.class).save(jane("acme"));
      assertThat(isp.report()).contains("the host's");
    }
    try (var connection = source.getConnection()) {
      assertThat(connection.isValid(1)).isTrue();
    }
  }

  @Test
  void aPlanningBackendSeesWhatIsThereAndLeavesNothing() throws Exception {
    try (Isp isp = Isp.builder().config(config()).open()) {
      isp.tenant("acme").get(Customers.class).save(jane("acme"));
    }
    byte[] before = bytes();
    try (Isp plan = Isp.builder().config(config()).readOnly().open()) {
      assertThat(address(plan, "acme")).isEqualTo("at acme");
      plan.tenant("acme").get(Customers.class).save(jane("elsewhere"));
      assertThat(address(plan, "acme")).isEqualTo("at elsewhere");
      assertThatThrownBy(
              () ->
                  plan.database()
                      .transact(
                          tx -> {
                            plan.tenant("acme").get(Customers.class).save(tx, jane("nowhere"));
                            throw new IllegalStateException("no");
                          }))
          .isInstanceOf(IllegalStateException.class);
      assertThat(address(plan, "acme")).isEqualTo("at elsewhere");
      assertThat(plan.report()).contains("for planning only");
    }
    assertThat(bytes()).isEqualTo(before);
    try (Isp isp = Isp.builder().config(config()).open()) {
      assertThat(address(isp, "acme")).isEqualTo("at acme");
    }
  }

  @Test
  void aPlanningBackendNeedsNoDatabaseAndMakesNone() throws Exception {
    try (Isp plan = Isp.builder().config(config()).readOnly().open()) {
      plan.tenant("acme").get(Customers.class).save(jane("acme"));
      assertThat(address(plan, "acme")).isEqualTo("at acme");
    }
    if (place.isH2()) {
      assertThat(Files.exists(file())).isFalse();
    } else {
      try (var connection = place.connect();
          var tables = connection.getMetaData().getTables(null, "isp", null, null)) {
        assertThat(tables.next()).isFalse();
      }
    }
  }

  @Test
  void modulesOpenStartAndCloseInOrder() throws IOException {
    TestPlugins.HAPPENED.clear();
    Map<String, Object> config = config();
    config.put("greetings", Map.of("word", "hello"));
    ClassLoader loader =
        TestPlugins.loader(folder, IspModule.class, TestPlugins.Module.class.getName());
    try (Isp isp = Isp.builder().config(config).classLoader(loader).open()) {
      assertThat(isp.tenant("acme").get(TestPlugins.Greeting.class).text()).isEqualTo("hello acme");
      assertThat(isp.report()).contains("greetings 1", "says hello");
    }
    assertThat(TestPlugins.HAPPENED)
        .containsExactly("open", "start", "module closed", "service closed");
    assertThatThrownBy(() -> Isp.builder().config(config()).classLoader(loader).open())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("greetings.word");
  }

  @Test
  void aBrokenJarIsReportedAndSkipped() throws IOException {
    ClassLoader loader = TestPlugins.loader(folder, AdapterProvider.class, "com.example.Gone");
    try (Isp isp = Isp.builder().config(config()).classLoader(loader).open()) {
      assertThat(isp.report()).contains("skipped", "com.example.Gone", "DeviceManager kept");
    }
  }

  @Test
  void twoAdaptersOfOneIdAreRefusedWithTheirJars() throws IOException {
    ClassLoader loader =
        TestPlugins.loader(folder, AdapterProvider.class, TestPlugins.SecondPool.class.getName());
    assertThatThrownBy(() -> Isp.builder().config(config()).classLoader(loader).open())
        .isInstanceOf(PermanentException.class)
        .hasMessageContainingAll("pool", "SecondPool", "PoolProvider");
  }

  @Test
  void theHostsOwnAdapterTakesThePlaceOfAnyOther() {
    SurveyDesk own =
        new SurveyDesk() {
          @Override
          public Reach reach() {
            return Reach.TRANSACTION;
          }

          @Override
          public Outcome<io.ispkit.core.survey.SiteSurvey> qualify(
              CustomerId customer, Operation operation) {
            return Outcome.refused("no_survey", "never");
          }
        };
    try (Isp isp = Isp.builder().config(config()).override(SurveyDesk.class, own).open()) {
      assertThat(isp.tenant("acme").get(SurveyDesk.class)).isSameAs(own);
    }
  }

  private Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put(
        "database",
        Map.of("url", place.url(), "username", place.username(), "password", place.password()));
    config.put("tenants", Map.of("acme", Map.of()));
    return config;
  }

  private DataSource source() {
    if (place.isH2()) {
      JdbcDataSource source = new JdbcDataSource();
      source.setURL(Database.durableUrl(place.url()));
      source.setUser(place.username());
      return source;
    }
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(place.url());
    source.setUser(place.username());
    source.setPassword(place.password());
    return source;
  }

  private byte[] bytes() throws IOException {
    return place.isH2() ? Files.readAllBytes(file()) : new byte[0];
  }

  private Path file() {
    return Path.of(place.url().replace("jdbc:h2:file:", "").split(";", 2)[0] + ".mv.db");
  }

  private static String address(Isp isp, String tenant) {
    return isp.tenant(tenant).get(Customers.class).find(JANE).orElseThrow().customer().address();
  }

  private static Customer jane(String place) {
    return new Customer(JANE, "Jane", "jane@example.com", null, Locale.ENGLISH, "at " + place);
  }

  private static Operation operation(String tenant) {
    return Operation.of(new TenantId(tenant), new OperationId("op"));
  }
}
