package io.ispkit.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.testkit.genieacs.FakeCpe;
import io.ispkit.testkit.genieacs.FakeGenieAcs;
import io.ispkit.testkit.netbox.AddressObject;
import io.ispkit.testkit.netbox.FakeNetBox;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * When a step fails for good, what the earlier ones did is undone exactly, and the order says so.
 */
class FailedOrdersIT {

  private static final String PPP =
      "InternetGatewayDevice.WANDevice.1.WANConnectionDevice.1.WANPPPConnection.1.";

  /** What the world outside sees of an order: must be as before when the order was undone. */
  private static final Set<String> OUTSIDE =
      Set.of(
          "radius.radcheck",
          "radius.radreply",
          "radius.radusergroup",
          "radius.isp_subscriber",
          "isp.service_name",
          "isp.activation",
          "isp.billing_period",
          "isp.device_configuration",
          "isp.communication_logs");

  @TempDir Path temporary;
  private final FakeNetBox netbox = new FakeNetBox();
  private final FakeGenieAcs acs = new FakeGenieAcs();

  @AfterEach
  void close() {
    netbox.close();
    acs.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void a_full_prefix_fails_the_order_and_frees_its_user_name(String product) {
    netbox.prefix("192.0.2.0/30", "acme"); // two addresses
    acs.add(FakeCpe.tr098("SN-c0000"));
    Place place = Place.fresh(product, temporary, Remote.config(netbox.uri(), acs.uri()));
    Path orders =
        OrderFiles.write(temporary.resolve("orders.json"), OrderFiles.generated("acme", 5));

    Ran ran = place.run("--orders", orders, "--installed", "--json");

    assertThat(ran.code()).as(ran.told()).isEqualTo(3);
    assertThat(ran.orders().get(0).path("state").asText()).as(ran.told()).isNotEqualTo("waiting");
    List<JsonNode> failed = failed(ran);
    assertThat(failed).hasSizeGreaterThanOrEqualTo(3);
    assertThat(failed)
        .allSatisfy(
            order -> {
              assertThat(order.path("reason").asText())
                  .startsWith("network: pool_exhausted: ")
                  .contains("full");
              // The service that was opened, and nothing else: there was no address to give back.
              assertThat(undone(order)).containsExactly("UPDATE service");
              assertThat(order.at("/steps/network/status").asText()).isEqualTo("undone");
            });
    Dump dump = place.dump();
    int done = 5 - failed.size();
    assertThat(netbox.addresses()) // one more, the gateway, belongs to nobody
        .filteredOn(address -> !address.customFields().isEmpty())
        .hasSize(done);
    assertThat(dump.rows("radius.radcheck")).hasSize(done);
    assertThat(dump.where(row -> "username".equals(row.get("kind"))).rows("isp.service_name"))
        .hasSizeLessThanOrEqualTo(done);
    assertThat(dump.rows("isp.ticket")).hasSize(done);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void a_router_that_refuses_a_parameter_fails_the_order_and_all_is_as_before(String product) {
    netbox.prefix("192.0.2.0/24", "acme");
    FakeCpe good = acs.add(FakeCpe.tr098("SN-c0000"));
    FakeCpe bad = acs.add(FakeCpe.tr098("SN-c0001"));
    bad.refuses(PPP + "Username", "9007");
    String ssid = bad.value("InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.SSID");
    Place place = Place.fresh(product, temporary, Remote.config(netbox.uri(), acs.uri()));
    var both = OrderFiles.generated("acme", 2);
    var one = both.deepCopy();
    ((com.fasterxml.jackson.databind.node.ArrayNode) one.path("orders")).remove(1);

    Ran first =
        place.run(
            "--orders",
            OrderFiles.write(temporary.resolve("one.json"), one),
            "--installed",
            "--json");
    assertThat(first.states()).as(first.told()).isEqualTo(Map.of("deployed", 1L));
    assertThat(good.value(PPP + "Username")).isEqualTo("c0000");
    Dump before = place.dump();
    List<AddressObject> addresses = netbox.addresses();

    Ran second =
        place.run(
            "--orders",
            OrderFiles.write(temporary.resolve("two.json"), both),
            "--installed",
            "--json");

    assertThat(second.code()).as(second.told()).isEqualTo(3);
    assertThat(second.states()).as(second.told()).isEqualTo(Map.of("deployed", 1L, "failed", 1L));
    JsonNode failed = failed(second).get(0);
    assertThat(failed.path("customer_id").asText()).isEqualTo("c0001");
    assertThat(failed.path("reason").asText()).contains(PPP + "Username");
    assertThat(undone(failed))
        .containsExactlyInAnyOrder(
            "UPDATE service",
            "DELETE ip-address",
            "DELETE radcheck",
            "DELETE radreply",
            "NONE ticket");
    for (String step : List.of("network", "radius", "installation")) {
      assertThat(failed.at("/steps/" + step + "/status").asText()).as(step).isEqualTo("undone");
    }
    Ran told = place.run("--orders", temporary.resolve("two.json"), "--installed");
    assertThat(told.code()).as(told.told()).isEqualTo(3);
    assertThat(told.out()).contains(PPP + "Username", "undone: 5 changes");
    Dump after = place.dump();
    for (String table : OUTSIDE) {
      assertThat(after.rows(table)).as(table).isEqualTo(before.rows(table));
    }
    assertThat(netbox.addresses()).isEqualTo(addresses);
    assertThat(acs.tasks()).isEmpty();
    assertThat(acs.faults()).isEmpty();
    assertThat(bad.tags()).isEmpty();
    assertThat(bad.value("InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.SSID"))
        .isEqualTo(ssid);
    assertThat(Outbox.read(place.outbox())).hasSize(1);
    assertThat(after.column("isp.subscription", "state"))
        .filteredOn("ACTIVE"::equalsIgnoreCase)
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void a_user_name_that_somebody_else_has_in_radius_fails_the_order_and_only_that(String product) {
    Place place = Place.fresh(product, temporary);
    Path none = OrderFiles.write(temporary.resolve("none.json"), OrderFiles.generated("acme", 0));
    assertThat(place.run("--orders", none).code()).isZero();
    String value = product.equals("h2") ? "\"VALUE\"" : "value"; // a keyword of H2
    place.execute(
        "insert into radius.radcheck (username, attribute, op, "
            + value
            + ") values ('c0001', 'Cleartext-Password', ':=', 'by hand')");
    Path orders = OrderFiles.write(temporary.resolve("two.json"), OrderFiles.generated("acme", 2));

    Ran ran = place.run("--orders", orders, "--installed", "--json");

    assertThat(ran.code()).as(ran.told()).isEqualTo(3);
    assertThat(ran.states()).as(ran.told()).isEqualTo(Map.of("pending", 1L, "failed", 1L));
    JsonNode failed = failed(ran).get(0);
    assertThat(failed.path("customer_id").asText()).isEqualTo("c0001");
    assertThat(failed.path("reason").asText()).startsWith("radius: username_taken: ");
    assertThat(undone(failed)).containsExactlyInAnyOrder("UPDATE service", "DELETE ip-address");
    assertThat(failed.at("/steps/radius").isMissingNode()).isTrue();
    assertThat(ran.orders().get(0).path("undone").isMissingNode()).as("of the other").isTrue();
    assertThat(place.dump().column("radius.radcheck", "value")).contains("by hand");
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void a_router_that_is_offline_holds_nothing_up(String product) {
    netbox.prefix("192.0.2.0/24", "acme");
    acs.add(FakeCpe.tr098("SN-c0000")).online(false);
    Place place = Place.fresh(product, temporary, Remote.config(netbox.uri(), acs.uri()));
    Path orders =
        OrderFiles.write(temporary.resolve("orders.json"), OrderFiles.generated("acme", 2));

    Ran ran = place.run("--orders", orders, "--installed", "--json");

    assertThat(ran.code()).as(ran.told()).isZero();
    assertThat(ran.states()).as(ran.told()).isEqualTo(Map.of("pending", 2L));
    assertThat(Outbox.read(place.outbox())).hasSize(2);
  }

  /** What was undone: the action and the kind of thing. */
  private static List<String> undone(JsonNode order) {
    return StreamSupport.stream(order.path("undone").spliterator(), false)
        .map(c -> c.path("action").asText() + " " + c.path("target").asText().split(" ")[0])
        .toList();
  }

  private static List<JsonNode> failed(Ran ran) {
    return ran.orders().stream()
        .filter(order -> order.path("state").asText().equals("failed"))
        .toList();
  }
}
