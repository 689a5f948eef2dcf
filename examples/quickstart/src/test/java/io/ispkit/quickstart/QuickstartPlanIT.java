package io.ispkit.quickstart;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.ispkit.testkit.genieacs.FakeCpe;
import io.ispkit.testkit.genieacs.FakeGenieAcs;
import io.ispkit.testkit.http.FakeRequest;
import io.ispkit.testkit.netbox.FakeNetBox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plan tells what would be written where, and writes nothing. */
class QuickstartPlanIT {

  @TempDir Path temporary;

  @Test
  void a_plan_on_nothing_leaves_nothing() {
    Path data = temporary.resolve("data");
    Ran plan = Ran.quickstart("--data", data, "--plan");
    assertThat(plan.code()).as(plan.told()).isZero();
    assertThat(plan.out()).contains("radcheck", "100.64.0.50", "Mikrotik-Rate-Limit", "refused");
    assertThat(Files.exists(data)).as("a data directory").isFalse();
  }

  @Test
  void a_plan_as_json_tells_every_order() {
    Ran plan = Ran.quickstart("--data", temporary.resolve("data"), "--plan", "--json");
    assertThat(plan.code()).as(plan.told()).isZero();
    ArrayNode orders = (ArrayNode) plan.json().path("plan");
    assertThat(orders).hasSize(25);
    int refused = 0;
    for (JsonNode order : orders) {
      refused += order.path("refused").isNull() ? 0 : 1;
    }
    // One of them because an earlier order of the file has its router.
    assertThat(refused).as(plan.told()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void a_plan_shows_the_addresses_names_and_technicians_that_a_run_then_takes(String product) {
    Place place = Place.fresh(product, temporary);
    Ran plan = place.run("--plan", "--json");
    assertThat(plan.code()).as(plan.told()).isZero();
    Ran run = place.run("--json");
    assertThat(run.code()).as(run.told()).isZero();

    assertThat(planned(plan, "ip-address "))
        .hasSize(20)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(returned(run, "network", "ip_address"));
    // Of two orders for one router a run may serve the other one, so the names may differ.
    assertThat(planned(plan, "service ")).hasSize(20).doesNotHaveDuplicates();
    Map<String, Long> visits =
        plan.json().path("plan").findValues("fields").stream()
            .flatMap(QuickstartPlanIT::all)
            .filter(field -> field.path("name").asText().equals("technician_id"))
            .collect(groupingBy(field -> field.path("after").asText(), counting()));
    assertThat(visits).isEqualTo(Map.of("tech-1", 7L, "tech-2", 7L, "tech-3", 6L));
  }

  @Test
  void a_plan_on_netbox_shows_as_many_addresses_as_orders_and_only_reads() {
    try (FakeNetBox netbox = new FakeNetBox();
        FakeGenieAcs acs = new FakeGenieAcs()) {
      netbox.prefix("100.64.0.0/22", "acme");
      Place place = Place.fresh("h2", temporary, Remote.config(netbox.uri(), acs.uri()));
      Path some =
          OrderFiles.write(temporary.resolve("some.json"), OrderFiles.generated("acme", 25));

      Ran plan = place.run("--plan", "--json", "--orders", some);

      assertThat(planned(plan, "ip-address ")).hasSize(25).doesNotHaveDuplicates();
      assertThat(netbox.requests()).isNotEmpty().allMatch(QuickstartPlanIT::reads);
      assertThat(Files.exists(place.data())).as("a data directory").isFalse();
    }
  }

  /** The second words of the targets that begin so: addresses, names. */
  private static List<String> planned(Ran plan, String kind) {
    return plan.json().path("plan").findValues("changes").stream()
        .flatMap(QuickstartPlanIT::all)
        .filter(change -> change.path("action").asText().equals("CREATE"))
        .map(change -> change.path("target").asText())
        .filter(target -> target.startsWith(kind))
        .map(target -> target.split("[ /]")[1])
        .toList();
  }

  private static List<String> returned(Ran run, String step, String key) {
    return run.orders().stream()
        .map(order -> order.path("steps").path(step).path(key))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .toList();
  }

  private static Stream<JsonNode> all(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void a_plan_leaves_a_database_as_it_is(String product) {
    Place place = Place.fresh(product, temporary);
    Path some = OrderFiles.write(temporary.resolve("some.json"), OrderFiles.generated("acme", 4));
    Ran real = place.run("--orders", some, "--json");
    assertThat(real.states()).as(real.told()).isEqualTo(Map.of("waiting", 4L));
    Dump before = place.dump();
    assertThat(before.rows("isp.service")).hasSize(4);

    Ran shipped = place.run("--plan");
    assertThat(shipped.code()).as(shipped.told()).isZero();
    Ran same = place.run("--plan", "--orders", some);
    assertThat(same.code()).as(same.told()).isZero();

    assertThat(place.dump()).isEqualTo(before);
    assertThat(Outbox.files(place.outbox())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void a_plan_only_reads_from_netbox_and_genieacs(String product) {
    try (FakeNetBox netbox = new FakeNetBox();
        FakeGenieAcs acs = new FakeGenieAcs()) {
      netbox.prefix("100.64.0.0/22", "acme");
      acs.add(FakeCpe.tr098("HW-12340000"));
      acs.add(FakeCpe.tr181("HW-12340037"));
      UnaryOperator<String> remote = Remote.config(netbox.uri(), acs.uri());
      Place place = Place.fresh(product, temporary, remote);
      int addresses = netbox.addresses().size();

      Ran plan = place.run("--plan");

      assertThat(plan.code()).as(plan.told()).isZero();
      assertThat(plan.out()).contains("netbox");
      assertThat(netbox.requests()).isNotEmpty().allMatch(QuickstartPlanIT::reads);
      assertThat(acs.requests()).isNotEmpty().allMatch(QuickstartPlanIT::reads);
      assertThat(netbox.addresses()).hasSize(addresses);
      assertThat(acs.tasks()).isEmpty();
      assertThat(Files.exists(place.data())).as("a data directory").isFalse();
      if (place.server() != null) {
        assertThat(place.dump().tables()).isEmpty();
      }
    }
  }

  private static boolean reads(FakeRequest request) {
    return request.method().equals("GET")
        || request.method().equals("HEAD")
        || request.method().equals("OPTIONS");
  }
}
