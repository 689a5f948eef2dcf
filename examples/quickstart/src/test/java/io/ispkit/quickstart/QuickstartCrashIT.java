package io.ispkit.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.quickstart.Outbox.Mail;
import io.ispkit.testkit.genieacs.FakeCpe;
import io.ispkit.testkit.genieacs.FakeGenieAcs;
import io.ispkit.testkit.http.Trouble;
import io.ispkit.testkit.netbox.AddressObject;
import io.ispkit.testkit.netbox.FakeNetBox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Killed at any moment and started again, the program finishes, and nothing is lost or doubled. */
class QuickstartCrashIT {

  /** Thirty, unless {@code -Dispkit.kills} says otherwise, as it does where it is run again. */
  private static final int KILLS = Integer.getInteger("ispkit.kills", 30);

  private static final int ORDERS = KILLS < 30 ? 60 : 200;

  private static final int STAGES = 8;

  @TempDir static Path shared;

  private static Program program;

  @TempDir Path temporary;

  @BeforeAll
  static void learn() throws Exception {
    program = Program.archivedIn(shared);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void kills_over_many_orders_lose_and_double_nothing(String product) throws Exception {
    Kills kills = new Kills(program, temporary, ORDERS * STAGES, ORDERS);
    for (int round = 0; kills.killed() < KILLS || kills.atWork() < KILLS / 3; round++) {
      assertThat(round).as("rounds for " + kills.killed() + " kills").isLessThan(8);
      Path directory = Files.createDirectory(temporary.resolve("round" + round));
      Place place = Place.fresh(product, directory);

      Dump dump = killAndFinish(kills, place, ORDERS, KILLS, "pending");

      assertThat(held(dump)).hasSize(ORDERS).doesNotHaveDuplicates();
      assertThat(dump.rows("isp.device_configuration")).hasSize(ORDERS);
      assertThat(dump.column("isp.device_configuration", "serial")).doesNotHaveDuplicates();
    }
  }

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
      UnaryOperator<String> remote = Remote.config(netbox.uri(), acs.uri());
      Place place = Place.fresh("postgresql", temporary, remote);

      Kills kills = new Kills(program, temporary, orders * STAGES, orders);
      Dump dump = killAndFinish(kills, place, orders, Math.min(10, KILLS), "deployed");
      assertThat(kills.atWork())
          .as("kills at work")
          .isGreaterThanOrEqualTo(Math.min(10, KILLS) / 3);

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

  private Dump killAndFinish(Kills kills, Place place, int orders, int times, String state)
      throws Exception {
    Path file =
        OrderFiles.write(temporary.resolve("orders.json"), OrderFiles.generated("acme", orders));
    List<String> arguments =
        place.arguments("--orders", file, "--installed", "--json", "--patience", "100");
    kills.kill(place, arguments, times);

    ChildRun last = program.start(temporary, arguments);
    assertThat(last.endsWithin(480_000)).as("the last run ends").isTrue();
    Ran finished = last.result();
    assertThat(finished.code()).as(finished.told()).isZero();
    assertThat(finished.states()).as(finished.told()).isEqualTo(Map.of(state, (long) orders));

    Dump dump = place.dump();
    Map<String, String> mails = Outbox.files(place.outbox());
    count(dump, orders);
    countMails(mails.values(), orders);
    Ran again = place.run("--orders", file, "--installed");
    assertThat(again.out()).as(again.told()).contains("Nothing new", orders + " " + state);
    assertThat(place.dump()).isEqualTo(dump);
    assertThat(Outbox.files(place.outbox())).isEqualTo(mails);
    return dump;
  }

  private static void count(Dump dump, int orders) {
    for (String once :
        List.of(
            "service/operation_id",
            "service/username",
            "service/address",
            "ticket/ticket_number",
            "installation/operation_id",
            "activation/service_id",
            "billing_period/service_id",
            "communication_logs/business_key",
            "workflow_run/run_key")) {
      String[] name = once.split("/");
      assertThat(dump.column("isp." + name[0], name[1]))
          .as(once)
          .hasSize(orders)
          .doesNotHaveDuplicates();
    }
    assertThat(dump.column("isp.service", "customer_id")).doesNotHaveDuplicates();
    assertThat(dump.column("isp.service", "status")).allMatch("active"::equalsIgnoreCase);
    assertThat(dump.rows("isp.subscription")).hasSize(orders);
    assertThat(dump.column("radius.radcheck", "username"))
        .containsExactlyInAnyOrderElementsOf(dump.column("isp.service", "username"));
    assertThat(dump.rows("radius.radreply"))
        .extracting(row -> row.get("username") + " " + row.get("attribute"))
        .doesNotHaveDuplicates()
        .hasSizeGreaterThanOrEqualTo(orders * 4);
    assertThat(dump.rows("radius.isp_subscriber")).hasSize(orders);
    assertThat(dump.rows("isp.lane_dead")).isEmpty();
    Map<String, Long> done =
        dump.rows("isp.workflow_step").stream()
            .filter(row -> "done".equals(row.get("step_state")))
            .collect(
                Collectors.groupingBy(
                    row -> row.get("run_id") + " " + row.get("stage") + " " + row.get("kind"),
                    Collectors.counting()));
    assertThat(done.values()).as("a stage is done once").containsOnly(1L);
    assertThat(done).hasSize(orders * STAGES);
    assertThat(dump.column("isp.workflow_step", "step_state")).doesNotContain("undone", "failed");
  }

  private static void countMails(Collection<String> files, int orders) {
    assertThat(files)
        .extracting(Outbox::parse)
        .extracting(Mail::to)
        .hasSize(orders)
        .doesNotHaveDuplicates();
  }

  private static List<String> held(Dump dump) {
    return dump.rows("isp.address").stream()
        .filter(row -> row.get("operation_id") != null)
        .map(row -> row.get("address"))
        .toList();
  }
}
