package io.ispkit.radius;

import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static io.ispkit.testkit.subscriber.Subscribers.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ispkit.core.drift.Drift;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.radius.bulk.ImportReport;
import io.ispkit.radius.bulk.ImportSettings;
import io.ispkit.radius.live.LiveNeed;
import io.ispkit.radius.live.LiveSession;
import io.ispkit.radius.live.ServiceChange;
import io.ispkit.radius.live.ServiceState;
import io.ispkit.testkit.interop.InteropServer;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the other tests try on H2 and PostgreSQL holds on MariaDB. */
@Tag("interop")
class ChangesOnMariadbIT {

  private static InteropServer server;
  private static TestTables tables;
  private static FreeRadiusDirectory directory;

  @BeforeAll
  static void open() throws Exception {
    server = InteropServer.start("mariadb");
    String url = "jdbc:mariadb://127.0.0.1:" + server.port() + "/";
    try (Connection connection = DriverManager.getConnection(url + "mysql", "root", "")) {
      connection.createStatement().execute("create database radius");
    }
    tables = new TestTables(url + "radius", "root", "", "");
    directory =
        (FreeRadiusDirectory)
            TestContext.open(
                new NoTransactions(),
                Map.of("url", url + "radius", "username", "root", "create_schema", "if_missing"));
  }

  @AfterAll
  static void close() {
    if (directory != null) {
      directory.close();
      tables.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void a_state_is_written_and_undone_and_the_live_session_is_found() {
    directory.provision(spec("jane"), operation("acme", "run1")).orElseThrow();
    List<String> before = tables.contents();
    ServiceChange change = new ServiceChange.ToState(ServiceState.WalledGarden.pool("garden"));
    assertThat(
            directory
                .changes()
                .apply("jane", change, operation("acme", "suspend"))
                .orElseThrow()
                .need())
        .isEqualTo(LiveNeed.RECONNECT);
    assertThat(tables.rowsOf("jane").toString()).contains("Framed-Pool := garden");
    assertThat(directory.changes().undo(operation("acme", "suspend")).orElseThrow()).isPresent();
    assertThat(tables.contents()).isEqualTo(before);
    tables.execute(
        "insert into radacct (acctsessionid, acctuniqueid, username, nasipaddress, acctstarttime)"
            + " values ('s1', 'u1', 'jane', '192.0.2.1', now())");
    assertThat(directory.sessions().open("jane").orElseThrow())
        .extracting(LiveSession::acctSessionId, LiveSession::framedAddress)
        .containsExactly(tuple("s1", null));
  }

  @Test
  void a_removed_stray_comes_back_by_the_undo() {
    Operation provisioned = operation("acme", "run.stray9");
    Operation mending = operation("acme", "night.mending");
    directory.provision(spec("stray9"), provisioned).orElseThrow();
    List<String> rows = tables.rowsOf("stray9");
    List<Drift> strays = new ArrayList<>();
    directory.strays(RadiusDriftIT.only("nobody"), strays::add).orElseThrow();
    Drift stray =
        strays.stream().filter(each -> each.target().endsWith("stray9")).findFirst().orElseThrow();
    directory.mend(stray, mending).orElseThrow();
    assertThat(tables.rowsOf("stray9")).isEmpty();
    directory.changes().undo(mending).orElseThrow();
    assertThat(tables.rowsOf("stray9")).isEqualTo(rows).isNotEmpty();
    directory.restore(provisioned).orElseThrow();
    assertThat(tables.rowsOf("stray9")).isEmpty();
  }

  @Test
  void tables_of_a_killed_creation_and_of_an_earlier_version_are_made_whole() {
    String url = "jdbc:mariadb://127.0.0.1:" + server.port() + "/half";
    tables.execute("create database half");
    try (TestTables half = new TestTables(url, "root", "", "")) {
      List<TableScript> script =
          half.transact(
              transaction -> new SchemaCreator("", true).script(half.tables(transaction).layout()));
      String whole = prepared(half, script, true);
      for (int made : new int[] {script.size() - 1, script.size() / 2}) {
        for (TableScript unmade : script.subList(made, script.size())) {
          half.execute("drop table " + unmade.name());
        }
        assertThat(prepared(half, script, true)).as("after %s tables", made).isEqualTo(whole);
      }
      half.execute(
          "insert into isp_subscriber (tenant_id, operation_id, username, customer_id, profile,"
              + " download_bps, upload_bps, check_id, reply_ids, before_image, desired,"
              + " written_hash) values ('acme', 'o', 'jane', 'c', 'p', 1, 1, 0, '', '', 'x', '')");
      half.execute("alter table isp_subscriber drop column desired");
      half.execute("drop index isp_subscriber_address on isp_subscriber");
      half.execute("drop index username on radreply");
      assertThatThrownBy(() -> prepared(half, script, false))
          .isInstanceOf(PermanentException.class)
          .hasMessageContaining("add column if not exists desired mediumtext")
          .hasMessageContaining("isp_subscriber_address on isp_subscriber (tenant_id,");
      String repaired = prepared(half, script, true);
      assertThat(repaired).contains("desired").contains("[tenant_id, static_address]");
      assertThat(repaired.lines().filter(line -> line.startsWith("radreply")))
          .singleElement()
          .satisfies(line -> assertThat(line).doesNotContain("[username]"));
      assertThat(half.query("select desired from isp_subscriber", "jane")).containsExactly("jane|");
      prepared(half, script, false);
    }
  }

  /** The columns and indexes of each table once it was looked after. */
  private static String prepared(TestTables database, List<TableScript> script, boolean creates) {
    return database.transact(
        transaction -> {
          RadiusTables open = database.tables(transaction);
          new SchemaCreator("", creates).prepare(open);
          StringBuilder text = new StringBuilder();
          for (TableScript table : script) {
            text.append(table.name())
                .append(new TreeSet<>(open.columns().get(table.name())))
                .append(open.indexes(table.name()).stream().map(List::toString).sorted().toList())
                .append('\n');
          }
          return text.toString();
        });
  }

  @Test
  void an_import_is_written_repeated_and_taken_back() {
    StringBuilder csv = new StringBuilder("customer,username,plan,download,upload\n");
    for (int i = 0; i < 600; i++) {
      csv.append("c,user").append(i).append(",fiber,100M,20M\n");
    }
    ImportSettings settings = ImportSettings.of(Duration.ofHours(1), Duration.ofMinutes(5));
    for (int present : new int[] {0, 600}) {
      assertThat(
              directory
                  .imports()
                  .run(() -> new StringReader(csv.toString()), "m", settings, fault -> {}))
          .isEqualTo(Outcome.done(new ImportReport(600, 0, present, 600 - present, 0)));
    }
    assertThat(directory.imports().undo("m", id -> {})).isEqualTo(Outcome.done(600L));
  }
}
