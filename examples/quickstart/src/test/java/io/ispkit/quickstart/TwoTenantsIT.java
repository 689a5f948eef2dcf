package io.ispkit.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.comms.Comms;
import io.ispkit.comms.message.MessageQuery;
import io.ispkit.core.config.Config;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.device.DeviceConfigurations;
import io.ispkit.core.survey.SiteSurvey;
import io.ispkit.runtime.Isp;
import io.ispkit.runtime.customer.Customers;
import io.ispkit.runtime.module.TenantServices;
import io.ispkit.runtime.service.Services;
import io.ispkit.runtime.service.Subscriptions;
import io.ispkit.runtime.survey.Surveys;
import io.ispkit.runtime.ticket.Tickets;
import io.ispkit.workflow.RunState;
import io.ispkit.workflow.Workflows;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two tenants in one database with the same customers, routers and addresses stay apart. */
class TwoTenantsIT {

  private static final UnaryOperator<String> REALMS =
      shipped ->
          Remote.replace(
              shipped,
              "tenant_defaults:",
              """
              tenants:
                acme: { realm: acme.test }
                beta: { realm: beta.test }

              tenant_defaults:""");

  @TempDir Path temporary;

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void the_same_orders_of_two_tenants_know_nothing_of_each_other(String product) {
    Place place = Place.fresh(product, temporary, REALMS);
    Ran acme = deploy(place, "acme");
    Dump alone = place.dump();
    Ran beta = deploy(place, "beta");
    Dump both = place.dump();

    assertThat(both.of("acme")).as("rows of acme").isEqualTo(alone.of("acme"));
    assertThat(alone.of("beta").tables()).isEmpty();
    assertThat(both.of("beta").tables().keySet()).isEqualTo(both.of("acme").tables().keySet());
    both.of("acme")
        .tables()
        .forEach(
            (table, rows) -> assertThat(both.of("beta").rows(table)).as(table).hasSameSizeAs(rows));
    sameAddressesOtherNames(acme, beta);
    namesCarryRealms(both);
    everyTableKnowsItsTenant(both);
  }

  private static Ran deploy(Place place, String tenant) {
    Path file =
        OrderFiles.write(
            place.config().resolveSibling(tenant + ".json"),
            OrderFiles.shippedOrders().put("tenant", tenant));
    Ran ran = place.run("--orders", file, "--installed", "--json");
    assertThat(ran.code()).as(ran.told()).isZero();
    assertThat(ran.states()).as(ran.told()).isEqualTo(Map.of("pending", 20L, "refused", 5L));
    return ran;
  }

  private static void sameAddressesOtherNames(Ran acme, Ran beta) {
    assertThat(values(beta, "network", "ip_address"))
        .hasSize(20)
        .isEqualTo(values(acme, "network", "ip_address"));
    assertThat(values(beta, "network", "service_id"))
        .doesNotContainAnyElementsOf(values(acme, "network", "service_id"));
    assertThat(values(beta, "network", "username"))
        .hasSize(20)
        .doesNotContainAnyElementsOf(values(acme, "network", "username"));
  }

  private static void namesCarryRealms(Dump both) {
    Map<String, Long> realms =
        both.column("radius.radcheck", "username").stream()
            .map(name -> name.substring(name.indexOf('@') + 1))
            .collect(Collectors.groupingBy(realm -> realm, Collectors.counting()));
    assertThat(realms).isEqualTo(Map.of("acme.test", 20L, "beta.test", 20L));
  }

  /** FreeRADIUS's own tables and those of the migrations apart. */
  private static void everyTableKnowsItsTenant(Dump both) {
    Set<String> others = new TreeSet<>();
    both.tables()
        .forEach(
            (table, rows) -> {
              if (rows.stream().anyMatch(row -> row.get("tenant_id") == null)) {
                others.add(table);
              }
            });
    assertThat(others)
        .allMatch(table -> table.startsWith("radius.rad") || table.endsWith("_migrations"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void what_is_read_through_one_tenant_is_never_the_others(String product) {
    Place place = Place.fresh(product, temporary, REALMS);
    deployGenerated(place, "acme", "Acme's");
    deployGenerated(place, "beta", "Beta's");
    Dump dump = place.dump();
    Config config =
        Config.builder().resolver(new DataReferences(place.data())).file(place.config()).build();
    try (Isp isp = Isp.builder().config(config).open()) {
      readsOnlyItsOwn(isp.tenant("acme"), "Acme's", dump.of("acme"), dump.of("beta"));
      readsOnlyItsOwn(isp.tenant("beta"), "Beta's", dump.of("beta"), dump.of("acme"));
      assertThat(isp.tenant("gamma").get(Customers.class).page(null, 100)).isEmpty();
      assertThat(isp.tenant("gamma").get(Customers.class).find(new CustomerId("c0000"))).isEmpty();
    }
  }

  private static void readsOnlyItsOwn(TenantServices tenant, String whose, Dump own, Dump other) {
    assertThat(tenant.get(Customers.class).page(null, 100))
        .hasSize(3)
        .allMatch(account -> account.customer().name().startsWith(whose));
    CustomerId customer = new CustomerId("c0001");
    assertThat(tenant.get(Surveys.class).of(customer))
        .extracting(SiteSurvey::id)
        .containsExactlyElementsOf(ids(own, "isp.survey", "c0001"));
    assertThat(tenant.get(Tickets.class).of(customer, 100)).hasSize(1);
    assertThat(tenant.get(Services.class).of(customer)).hasSize(1);
    assertThat(tenant.get(Subscriptions.class).of(customer)).hasSize(1);
    assertThat(tenant.get(DeviceConfigurations.class).pending(tenant.id(), 100)).hasSize(3);
    assertThat(tenant.get(Comms.class).log(MessageQuery.newest(100))).hasSize(3);
    assertThat(tenant.get(Workflows.class).runs("isp_ticket_to_deployment", RunState.COMPLETED, 99))
        .containsExactlyInAnyOrderElementsOf(own.column("isp.workflow_run", "id"));

    for (String id : other.column("isp.survey", "id")) {
      assertThat(tenant.get(Surveys.class).find(id)).isEmpty();
    }
    for (String id : other.column("isp.ticket", "id")) {
      assertThat(tenant.get(Tickets.class).find(id)).isEmpty();
      assertThat(tenant.get(Tickets.class).history(id)).isEmpty();
    }
    for (Map<String, String> service : other.rows("isp.service")) {
      assertThat(tenant.get(Services.class).find(service.get("id"))).isEmpty();
      assertThat(tenant.get(Services.class).findByUsername(service.get("username"))).isEmpty();
      assertThat(tenant.get(Subscriptions.class).find(service.get("subscription_id"))).isEmpty();
    }
    for (String id : other.column("isp.communication_logs", "message_id")) {
      assertThat(tenant.get(Comms.class).find(id)).isEmpty();
      assertThat(tenant.get(Comms.class).attempts(id)).isEmpty();
    }
    for (String id : other.column("isp.workflow_run", "id")) {
      assertThat(tenant.get(Workflows.class).resume(id)).isFalse();
      assertThat(tenant.get(Workflows.class).undo(id, "not mine")).isFalse();
    }
  }

  private static List<String> ids(Dump dump, String table, String customer) {
    return dump.where(row -> customer.equals(row.get("customer_id"))).column(table, "id");
  }

  private static void deployGenerated(Place place, String tenant, String whose) {
    String orders =
        OrderFiles.generated(tenant, 3).toString().replace("\"Customer ", "\"" + whose + " ");
    Path file = OrderFiles.write(place.config().resolveSibling(tenant + ".json"), orders);
    Ran ran = place.run("--orders", file, "--installed", "--json");
    assertThat(ran.states()).as(ran.told()).isEqualTo(Map.of("pending", 3L));
  }

  private static List<String> values(Ran ran, String step, String field) {
    return ran.orders().stream()
        .filter(order -> order.path("state").asText().equals("pending"))
        .map(order -> order.path("steps").path(step).path(field))
        .map(JsonNode::asText)
        .sorted()
        .toList();
  }
}
