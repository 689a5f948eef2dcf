package io.ispkit.radius;

import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static io.ispkit.testkit.subscriber.Subscribers.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.subscriber.Subscriber;
import io.ispkit.radius.bulk.ImportReport;
import io.ispkit.radius.bulk.ImportSettings;
import io.ispkit.radius.bulk.ImportSource;
import io.ispkit.radius.bulk.LineFault;
import io.ispkit.radius.bulk.SubscriberImport;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class SubscriberImportIT {

  private static final String HEADER = "customer,username,password,plan,download,upload\n";
  private static final ImportSettings SETTINGS =
      new ImportSettings(Duration.ofHours(24), Duration.ofMinutes(15), 100, 0, null);

  private final TestTables tables;
  private final FreeRadiusDirectory directory;
  private final SubscriberImport imports;
  private final List<LineFault> faults = new ArrayList<>();

  SubscriberImportIT(TestDatabase database) {
    tables = new TestTables(database.url(), database.username(), database.password(), "radius");
    directory = (FreeRadiusDirectory) TestContext.open(tables, Map.of());
    imports = directory.imports();
  }

  @BeforeEach
  void clean() {
    for (String table : List.of("radcheck", "radreply", "radusergroup", "isp_subscriber")) {
      tables.execute("delete from radius." + table);
    }
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void imported_subscribers_stand_there_as_provisioned_ones_do_and_a_repeat_writes_nothing() {
    ImportSource source = source(lines(550));
    assertThat(imports.run(source, "move-1", SETTINGS, faults::add))
        .isEqualTo(Outcome.done(new ImportReport(550, 0, 0, 550, 0)));
    assertThat(tables.rowsOf("user7"))
        .containsExactlyInAnyOrder(
            "radcheck Cleartext-Password := pw7",
            "radreply Mikrotik-Rate-Limit := 20M/100M",
            "radreply Session-Timeout := 86400",
            "radreply Idle-Timeout := 900");
    Subscriber found = directory.find(operation("acme", "move-1.9")).orElseThrow().orElseThrow();
    assertThat(found.username()).isEqualTo("user7");
    assertThat(found.checkId()).isPositive();
    assertThat(found.replyIds()).hasSize(3);
    List<String> before = tables.contents();
    assertThat(imports.run(source, "move-1", SETTINGS, faults::add))
        .isEqualTo(Outcome.done(new ImportReport(550, 0, 550, 0, 0)));
    assertThat(tables.contents()).isEqualTo(before);
    assertThat(faults).isEmpty();
  }

  @Test
  void an_import_that_stopped_half_way_is_completed_under_its_id() {
    imports.run(source(lines(250)), "move-1", SETTINGS, faults::add).orElseThrow();
    assertThat(imports.run(source(lines(400)), "move-1", SETTINGS, faults::add))
        .isEqualTo(Outcome.done(new ImportReport(400, 0, 250, 150, 0)));
  }

  @Test
  void the_dry_run_tells_every_fault_of_every_line_and_writes_nothing() {
    directory.provision(spec("taken"), operation("acme", "run1")).orElseThrow();
    tables.strangersRow("Strange");
    List<String> before = tables.contents();
    String csv =
        "customer,username,password,plan,download,upload,static_address,session_timeout\n"
            + "c1,jane,pw,fiber,100M,20M,100.64.0.1,\n"
            + "c2,jane,pw,fiber,100M,20M,100.64.0.1,60\n"
            + "c3,Big Name,pw,fi ber,100m,fast,300.1.1.1,soon\n"
            + "c4,taken,pw,fiber,100M,20M,,\n"
            + "c5,strange,pw,fiber,100M,20M,,\n"
            + "c6,short\n"
            + "c7,\"quo\"ted,pw,fiber,100M,20M,,\n"
            + "c8,evil,`id`,fiber,100M,20M,,\n"
            + "c9,rate,pw,fiber,1G,100001 bit/s,,\n";
    assertThat(imports.check(source(csv), "move-1", SETTINGS, faults::add))
        .isEqualTo(Outcome.done(new ImportReport(9, 7, 0, 0, 0)));
    assertThat(faults)
        .extracting(fault -> fault.line() + " " + fault.column())
        .containsExactlyInAnyOrder(
            "3 username",
            "3 static_address",
            "4 download",
            "4 upload",
            "4 static_address",
            "4 session_timeout",
            "5 username",
            "6 username",
            "7 ",
            "8 ",
            "9 password");
    assertThat(faults.toString()).doesNotContain("`id`");
    assertThat(
            ((Outcome.Refused<?>) imports.run(source(csv), "m", SETTINGS, f -> {}))
                .refusal()
                .code())
        .isEqualTo("faulty_lines");
    assertThat(tables.contents()).isEqualTo(before);
  }

  @Test
  void a_file_without_the_columns_is_refused_by_its_header() {
    imports.check(source("username,pasword\njane,x\n"), "m", SETTINGS, faults::add).orElseThrow();
    assertThat(faults)
        .extracting(LineFault::toString)
        .anyMatch(text -> text.contains("line 1, pasword: expected one of the columns"))
        .anyMatch(text -> text.contains("the columns customer, download, plan, upload"));
  }

  @Test
  void of_a_file_without_a_header_no_password_is_shown() {
    imports.check(source("c-1,jane,hunter2\n"), "m", SETTINGS, faults::add).orElseThrow();
    assertThat(faults.toString()).contains("the columns customer").doesNotContain("hunter2");
  }

  @Test
  void an_import_is_taken_back_but_not_what_was_changed_since() {
    imports.run(source(lines(30)), "move-1", SETTINGS, faults::add).orElseThrow();
    imports.run(
        source(lines(5).replaceAll("user([0-9])", "other$1")), "move-10", SETTINGS, faults::add);
    tables.execute("delete from radius.radreply where username = 'user3'");
    List<String> kept = new ArrayList<>();
    assertThat(imports.undo("move-1", kept::add)).isEqualTo(Outcome.done(29L));
    assertThat(kept).containsExactly("user3");
    assertThat(tables.rowsOf("user4")).isEmpty();
    assertThat(tables.rowsOf("other4")).isNotEmpty();
  }

  @Test
  void a_sample_is_logged_in_first_and_when_it_fails_nothing_stays() {
    List<String> asked = new ArrayList<>();
    ImportSettings proving =
        SETTINGS.with(
            (username, password) -> {
              asked.add(username);
              assertThat(tables.rowsOf(username).toString()).contains(password.reveal());
              return Outcome.done(asked.size() < 3);
            },
            5);
    Outcome<ImportReport> failed = imports.run(source(lines(100)), "move-1", proving, faults::add);
    assertThat(((Outcome.Refused<?>) failed).refusal().toString())
        .isEqualTo(
            "login_failed: line 42: the server did not let user40 in; the sample is taken back");
    assertThat(tables.contents()).isEmpty();
    asked.clear();
    ImportSettings good =
        SETTINGS.with((username, password) -> Outcome.done(asked.add(username)), 5);
    assertThat(imports.run(source(lines(100)), "move-1", good, faults::add))
        .isEqualTo(Outcome.done(new ImportReport(100, 0, 0, 100, 5)));
    assertThat(asked).containsExactly("user0", "user20", "user40", "user60", "user80");
  }

  @Test
  void a_repeat_takes_back_nobody_whom_a_proved_run_has_written() {
    ImportSettings good = SETTINGS.with((username, password) -> Outcome.done(true), 5);
    imports.run(source(lines(60)), "move-1", good, faults::add).orElseThrow();
    List<String> asked = new ArrayList<>();
    ImportSettings silent =
        SETTINGS.with(
            (username, password) -> {
              asked.add(username);
              return Outcome.unknown("no answer");
            },
            5);

    Outcome<ImportReport> again = imports.run(source(lines(100)), "move-1", silent, faults::add);

    assertThat(again).isInstanceOf(Outcome.Refused.class);
    assertThat(asked).containsExactly("user60");
    assertThat(tables.query("select count(*) from radius.isp_subscriber", "n"))
        .singleElement()
        .asString()
        .contains("60");
    assertThat(tables.rowsOf("user59")).isNotEmpty();
    assertThat(tables.rowsOf("user80")).isEmpty();
  }

  @Test
  void a_sample_that_was_written_and_not_proved_is_proved_by_the_repeat() {
    ImportSettings broken =
        SETTINGS.with(
            (username, password) -> {
              throw new IllegalStateException("broken");
            },
            5);
    assertThatThrownBy(() -> imports.run(source(lines(100)), "move-1", broken, faults::add))
        .hasMessage("broken");
    assertThat(tables.rowsOf("user80")).isNotEmpty();
    ImportSettings bad = SETTINGS.with((username, password) -> Outcome.done(false), 5);
    assertThat(imports.run(source(lines(100)), "move-1", bad, faults::add).isDone()).isFalse();
    assertThat(tables.contents()).isEmpty();
  }

  @Test
  void an_import_whose_id_begins_like_another_is_not_taken_back_with_it() {
    imports.run(source(lines(3)), "2026", SETTINGS, faults::add).orElseThrow();
    imports
        .run(
            source(lines(3).replaceAll("user([0-9])", "north$1")),
            "2026.north",
            SETTINGS,
            faults::add)
        .orElseThrow();
    assertThat(imports.undo("2026", name -> {})).isEqualTo(Outcome.done(3L));
    assertThat(tables.rowsOf("user1")).isEmpty();
    assertThat(tables.rowsOf("north1")).isNotEmpty();
  }

  @Test
  void a_sample_without_a_password_in_clear_text_proves_nothing() {
    ImportSettings proving = SETTINGS.with((username, password) -> Outcome.done(true), 2);
    String csv = "customer,username,plan,download,upload\nc1,jane,fiber,100M,20M\n";
    Outcome<ImportReport> refused = imports.run(source(csv), "m", proving, faults::add);
    assertThat(((Outcome.Refused<?>) refused).refusal().code()).isEqualTo("nothing_to_prove");
    assertThat(tables.contents()).isEmpty();
  }

  @Test
  void a_static_address_that_another_subscriber_has_is_a_fault() {
    String header = "customer,username,plan,download,upload,static_address\n";
    String first = header + "c1,jane,fiber,100M,20M,100.64.0.9\n";
    imports.run(source(first), "move-1", SETTINGS, faults::add).orElseThrow();
    String second =
        header + "c2,john,fiber,100M,20M,100.64.0.9\nc3,jim,fiber,100M,20M,100.64.0.8\n";
    imports.check(source(second), "move-2", SETTINGS, faults::add).orElseThrow();
    assertThat(faults)
        .extracting(LineFault::toString)
        .singleElement()
        .asString()
        .contains("line 2, static_address", "100.64.0.9", "operation move-1.2 holds it");
    faults.clear();
    assertThat(imports.check(source(first), "move-1", SETTINGS, faults::add))
        .isEqualTo(Outcome.done(new ImportReport(1, 0, 1, 0, 0)));
    assertThat(faults).isEmpty();
  }

  @Test
  void hashes_are_carried_over_where_the_access_type_can_use_them() {
    String csv =
        "customer,username,plan,download,upload,password_attribute,password_value\n"
            + "c1,jane,fiber,100M,20M,NT-Password,44ebba8d5312b8d611474411f56989ae\n";
    imports.check(source(csv), "m", SETTINGS, faults::add).orElseThrow();
    assertThat(faults.get(0).toString())
        .contains("line 2, password_value: expected NT-Password: a form with which CHAP")
        .doesNotContain("44ebba8d");
    FreeRadiusDirectory pap =
        (FreeRadiusDirectory) TestContext.open(tables, Map.of("access_type", "pap"));
    pap.imports().run(source(csv), "m", SETTINGS, f -> {}).orElseThrow();
    assertThat(tables.rowsOf("jane"))
        .contains("radcheck NT-Password := 44ebba8d5312b8d611474411f56989ae");
    assertThat(pap.password("jane", operation("acme", "m.2")).orElseThrow()).isEmpty();
  }

  @Test
  void an_import_writes_what_a_plan_promises_beyond_its_rates() {
    FreeRadiusDirectory bursting =
        (FreeRadiusDirectory)
            TestContext.open(
                tables, Map.of("plan_profiles", Map.of("fiber_100mbps", "priority 3")));
    bursting.imports().run(source(lines(3)), "m", SETTINGS, faults::add).orElseThrow();
    assertThat(tables.rowsOf("user2"))
        .contains("radreply Mikrotik-Rate-Limit := 20M/100M 20M/100M 20M/100M 1/1 3");
    FreeRadiusDirectory slower =
        (FreeRadiusDirectory)
            TestContext.open(
                tables, Map.of("plan_profiles", Map.of("fiber_100mbps", "burst 50M/50M")));
    slower.imports().check(source(lines(5)), "n", SETTINGS, faults::add).orElseThrow();
    assertThat(faults).isNotEmpty();
    assertThat(faults.get(0).toString())
        .contains("plan_profiles.fiber_100mbps", "a burst of at least the rates");
  }

  private static String lines(int count) {
    StringBuilder csv = new StringBuilder(HEADER);
    for (int i = 0; i < count; i++) {
      csv.append("c").append(i).append(",user").append(i).append(",pw").append(i);
      csv.append(",fiber_100mbps,100M,20M\n");
    }
    return csv.toString();
  }

  private static ImportSource source(String csv) {
    return () -> new StringReader(csv);
  }
}
