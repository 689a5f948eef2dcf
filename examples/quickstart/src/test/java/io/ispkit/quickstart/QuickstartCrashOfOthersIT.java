package io.ispkit.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.testkit.genieacs.FakeCpe;
import io.ispkit.testkit.genieacs.FakeGenieAcs;
import io.ispkit.testkit.http.Trouble;
import io.ispkit.testkit.netbox.AddressObject;
import io.ispkit.testkit.netbox.FakeNetBox;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * NetBox and GenieACS lose answers, while the program is killed. The process has a name here, so
 * that the next one goes on at once; on PostgreSQL alone it has none, and leases are waited for.
 */
class QuickstartCrashOfOthersIT extends Crashes {

  private static final int TIMES = Math.min(10, KILLS);

  @Test
  void kills_and_lost_answers_of_netbox_and_genieacs_leak_nothing() throws Exception {
    int orders = 60;
    try (FakeNetBox netbox = new FakeNetBox();
        FakeGenieAcs acs = new FakeGenieAcs()) {
      netbox.prefix("100.64.0.0/22", "acme");
      List<FakeCpe> routers =
          IntStream.range(0, orders)
              .mapToObj(i -> acs.add(FakeCpe.tr098(String.format(Locale.ROOT, "SN-c%04d", i))))
              .toList();
      netbox.troubles().sometimes(0.08, 1, "POST", Trouble.DROP_AFTER);
      netbox.troubles().sometimes(0.04, 2, "POST", Trouble.DROP_BEFORE);
      acs.troubles().sometimes(0.08, 3, "POST", Trouble.DROP_AFTER);
      UnaryOperator<String> remote =
          shipped -> "node: quickstart\n" + Remote.config(netbox.uri(), acs.uri()).apply(shipped);
      Place place = Place.fresh("postgresql", temporary, remote);

      killAtWork(place, orders, () -> netbox.requests().size() + acs.requests().size());
      Dump dump = finish(place, orders, "deployed");

      List<AddressObject> held = // one more, the gateway, belongs to nobody
          netbox.addresses().stream().filter(address -> !address.customFields().isEmpty()).toList();
      assertThat(held)
          .extracting(address -> address.customFields().get("isp_operation"))
          .hasSize(orders)
          .doesNotHaveDuplicates()
          .doesNotContainNull();
      assertThat(held)
          .extracting(address -> address.address().replaceAll("/.*", ""))
          .containsExactlyInAnyOrderElementsOf(dump.column("isp.service", "address"));
      assertThat(acs.faults()).isEmpty();
      assertThat(routers).allSatisfy(router -> assertThat(router.tags()).hasSize(1));
    }
  }

  /**
   * Kills it when it has made so many requests since its start: in the midst of its work, however
   * fast it is.
   */
  private void killAtWork(Place place, int orders, IntSupplier requests) throws Exception {
    List<String> arguments = arguments(place, orders);
    Random random = new Random(orders);
    int step = 3 * orders / TIMES;
    for (int kill = 0; kill < TIMES; kill++) {
      int before = requests.getAsInt();
      ChildRun child = program.start(temporary, arguments);
      while (requests.getAsInt() < before + step) {
        assertThat(child.endsWithin(2)).as("through before kill " + kill).isFalse();
      }
      assertThat(child.endsWithin(random.nextInt(40))).as("through at kill " + kill).isFalse();
      child.kill();
    }
  }
}
