package io.ispkit.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.ispkit.testkit.genieacs.FakeCpe;
import io.ispkit.testkit.genieacs.FakeGenieAcs;
import io.ispkit.testkit.http.FakeRequest;
import io.ispkit.testkit.netbox.FakeNetBox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
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
    // The file's last order wants a router that an earlier order has: nothing of that is written
    // yet.
    assertThat(refused).as(plan.told()).isBetween(4, 5);
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
