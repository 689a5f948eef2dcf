package io.ispkit.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.quickstart.Outbox.Mail;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Killed at any moment and started again, the program finishes, and nothing is lost or doubled. */
abstract class Crashes {

  /** Thirty, unless {@code -Dispkit.kills} says otherwise, as it does where it is run again. */
  static final int KILLS = Integer.getInteger("ispkit.kills", 30);

  static final int ORDERS = KILLS < 30 ? 60 : 200;

  private static final int STAGES = 8;

  @TempDir static Path shared;

  static Program program;

  @TempDir Path temporary;

  @BeforeAll
  static void learn() throws Exception {
    program = Program.archivedIn(shared);
  }

  /** Kills it on a database, many times over many orders, until enough kills were at work. */
  final void killAtRandomMoments(String product) throws Exception {
    Kills kills = new Kills(program, temporary, ORDERS * STAGES, ORDERS);
    for (int round = 0; kills.killed() < KILLS || kills.atWork() < KILLS / 3; round++) {
      assertThat(round).as("rounds for " + kills.killed() + " kills").isLessThan(8);
      Path directory = Files.createDirectory(temporary.resolve("round" + round));
      Place place = Place.fresh(product, directory);
      kills.kill(place, arguments(place, ORDERS), KILLS);

      Dump dump = finish(place, ORDERS, "pending");

      assertThat(held(dump)).hasSize(ORDERS).doesNotHaveDuplicates();
      assertThat(dump.rows("isp.device_configuration")).hasSize(ORDERS);
      assertThat(dump.column("isp.device_configuration", "serial")).doesNotHaveDuplicates();
    }
  }

  /** What the program is started with; it may be killed and started as often as one likes. */
  final List<String> arguments(Place place, int orders) {
    Path file =
        OrderFiles.write(temporary.resolve("orders.json"), OrderFiles.generated("acme", orders));
    return place.arguments("--orders", file, "--installed", "--json", "--patience", "100");
  }

  /** Lets the program finish, and counts what is there; then runs it once more for nothing. */
  final Dump finish(Place place, int orders, String state) throws Exception {
    ChildRun last = program.start(temporary, arguments(place, orders));
    assertThat(last.endsWithin(480_000)).as("the last run ends").isTrue();
    Ran finished = last.result();
    assertThat(finished.code()).as(finished.told()).isZero();
    assertThat(finished.states()).as(finished.told()).isEqualTo(Map.of(state, (long) orders));

    Dump dump = place.dump();
    Map<String, String> mails = Outbox.files(place.outbox());
    count(dump, orders);
    countMails(mails.values(), orders);
    Ran again = place.run("--orders", temporary.resolve("orders.json"), "--installed");
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
