package io.ispkit.radius;

import static io.ispkit.testkit.subscriber.Subscribers.address;
import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static io.ispkit.testkit.subscriber.Subscribers.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.operation.Operation;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.secret.Secret;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.radius.bulk.ImportSettings;
import io.ispkit.radius.bulk.ImportSource;
import io.ispkit.radius.bulk.LineFault;
import io.ispkit.radius.dictionary.Dictionary;
import io.ispkit.radius.dynauth.FakeNas;
import io.ispkit.radius.group.Groups;
import io.ispkit.radius.group.PlanGroup;
import io.ispkit.radius.profile.ProfileRenderer;
import io.ispkit.radius.profile.ProfileRenderers;
import io.ispkit.radius.profile.SpeedProfile;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.database.TestDatabases;
import io.ispkit.testkit.document.Document;
import io.ispkit.testkit.document.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every piece of code in docs/radius-….md runs, and prints what is written below it. */
class RadiusDocTest {

  private static final List<String> IMPORTS =
      List.of(
          "io.ispkit.core.operation.*",
          "io.ispkit.core.rate.*",
          "io.ispkit.core.secret.*",
          "io.ispkit.core.subscriber.*",
          "io.ispkit.core.tenant.*",
          "io.ispkit.radius.*",
          "io.ispkit.radius.access.*",
          "io.ispkit.radius.accounting.*",
          "io.ispkit.radius.bulk.*",
          "io.ispkit.radius.dictionary.*",
          "io.ispkit.radius.dictionary.Dictionary",
          "io.ispkit.radius.dynauth.*",
          "io.ispkit.radius.explain.*",
          "io.ispkit.radius.group.*",
          "io.ispkit.radius.live.*",
          "io.ispkit.radius.login.*",
          "io.ispkit.radius.nas.*",
          "io.ispkit.radius.profile.*",
          "java.net.*",
          "java.nio.file.*",
          "java.time.*",
          "java.util.*");
  private static final int ACCESS_ACCEPT = 2;
  private static final Operation OPERATION = operation("acme", "example");
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-03-15T12:00:00Z"));

  private static final ProfileRenderer RENDERER =
      ProfileRenderers.load(RadiusDocTest.class.getClassLoader()).find("mikrotik");

  @TempDir private Path folder;

  private TestTables tables;
  private FreeRadiusDirectory directory;

  @BeforeEach
  void open() {
    TestDatabase database = TestDatabases.fresh("h2");
    String url = database.url() + ";DATABASE_TO_LOWER=TRUE;AUTO_SERVER=FALSE";
    tables = new TestTables(url, database.username(), database.password(), "");
    Map<String, Object> options = new HashMap<>(TestContext.remote(database, url));
    directory = (FreeRadiusDirectory) TestContext.open(new NoTransactions(), options);
    // makes the tables
    directory.find(OPERATION).orElseThrow();
  }

  @AfterEach
  void close() {
    directory.close();
    tables.close();
  }

  @Test
  void a_login_is_explained() throws Exception {
    tables.execute(
        "insert into radcheck (id, username, attribute, op, \"value\") values (1, 'alice',"
            + " 'Cleartext-Password', ':=', 'secret')");
    tables.execute(
        "insert into radreply (id, username, attribute, op, \"value\") values (2, 'alice',"
            + " 'Idle-Timeout', ':=', '60')");
    tables.execute(
        "insert into radusergroup (id, username, groupname, priority) values (3, 'alice', 'gold',"
            + " 1)");
    tables.execute(
        "insert into radgroupreply (id, groupname, attribute, op, \"value\") values (4, 'gold',"
            + " 'Idle-Timeout', '=', '900')");
    Page page = new Page("radius-explain.md", 3);
    assertThat(
            page.run(
                0,
                "FreeRadius radius, Secret password, InstantSource clock, Operation operation",
                directory,
                Secret.of("secret"),
                CLOCK,
                OPERATION))
        .isEqualTo(page.text(0));
  }

  @Test
  void a_plan_is_written_as_a_group() throws Exception {
    Page page = new Page("radius-explain.md", 3);
    assertThat(
            page.run(
                1,
                "FreeRadius radius, ProfileRenderer renderer, Operation operation",
                directory,
                RENDERER,
                OPERATION))
        .isEqualTo(page.text(1));
    PlanGroup gold =
        PlanGroup.of("gold", SpeedProfile.of(BitRate.ofMbps(100), BitRate.ofMbps(20)), RENDERER);
    assertThat(
            page.run(
                2,
                "Groups groups, PlanGroup gold, Operation operation",
                new Groups(directory.database(), Dictionary.packed()),
                gold,
                operation("acme", "example.2")))
        .isEqualTo(page.text(2));
  }

  @Test
  void a_plan_is_changed_while_it_is_in_use() throws Exception {
    directory.provision(spec("jane@acme.example"), operation("acme", "order.1")).orElseThrow();
    tables.execute(
        "insert into radacct (acctsessionid, acctuniqueid, username, nasipaddress, acctstarttime)"
            + " values ('81a00001', 'u1', 'jane@acme.example', '127.0.0.1', current_timestamp)");
    Page page = new Page("radius-live.md", 3);
    try (FakeNas nas = FakeNas.answering(FakeNas.COA_ACK)) {
      assertThat(
              page.run(
                  0,
                  "SubscriberDirectory directory, InstantSource clock, InetAddress address, Integer"
                      + " port, Secret secret, ProfileRenderer renderer, Operation operation",
                  directory,
                  CLOCK,
                  address("127.0.0.1"),
                  nas.target().port(),
                  Secret.of(FakeNas.SECRET),
                  RENDERER,
                  OPERATION))
          .isEqualTo(page.text(0));
    }
  }

  @Test
  void subscribers_are_imported_and_proved() throws Exception {
    Path file = folder.resolve("subscribers.csv");
    Files.writeString(
        file,
        "customer,username,password,plan,download,upload\n"
            + "c1,anna,s3cret one,fiber_100,100M,20M\n"
            + "c2,bert,s3cret two,fiber_100,fast,20M\n");
    Page page = new Page("radius-live.md", 3);
    assertThat(page.run(1, "FreeRadius radius, Path file", directory, file))
        .isEqualTo(page.text(1));
    Files.writeString(file, Files.readString(file).replace("fast", "100M"));
    List<LineFault> faults = new ArrayList<>();
    try (FakeNas server = FakeNas.answering(ACCESS_ACCEPT)) {
      assertThat(
              page.run(
                  2,
                  "FreeRadius radius, InetAddress address, Integer port, Secret secret,"
                      + " ImportSource source, ImportSettings settings, List<LineFault> faults",
                  directory,
                  address("127.0.0.1"),
                  server.target().port(),
                  Secret.of(FakeNas.SECRET),
                  ImportSource.of(file),
                  ImportSettings.of(Duration.ofHours(24), Duration.ofMinutes(15)),
                  faults))
          .isEqualTo(page.text(2));
    }
    assertThat(faults).isEmpty();
    assertThat(tables.rowsOf("anna")).isNotEmpty();
  }

  @Test
  void accounting_is_read() throws Exception {
    String columns =
        "insert into radacct (acctsessionid, acctuniqueid, username, realm, nasipaddress,"
            + " acctstarttime, acctupdatetime, acctstoptime, acctinputoctets, acctoutputoctets,"
            + " framedipaddress) values ";
    String zoned = "timestamp with time zone '2026-";
    tables.execute(
        columns
            + "('s1', 'u1', 'jane@acme.example', 'acme.example', '192.0.2.1', "
            + zoned
            + "02-10 12:00:00+00', null, "
            + zoned
            + "02-20 12:00:00+00', 1000000, 10000000, '100.64.0.9')");
    tables.execute(
        columns
            + "('s2', 'u2', 'jane@acme.example', 'acme.example', '192.0.2.1', "
            + zoned
            + "03-15 08:00:00+00', "
            + zoned
            + "03-15 11:55:00+00', null, 5, 6, '100.64.0.9')");
    Page page = new Page("radius-accounting.md", 1);
    assertThat(
            page.run(
                0,
                "FreeRadius radius, TenantId tenant, InstantSource clock, ZoneId zone, InetAddress"
                    + " address, Instant time",
                directory,
                new TenantId("acme"),
                CLOCK,
                ZoneOffset.UTC,
                address("100.64.0.9"),
                Instant.parse("2026-02-14T03:00:00Z")))
        .isEqualTo(page.text(0));
  }

  /** A page with its pieces of code and what they print. */
  private final class Page {

    private final List<String> code;
    private final List<String> printed;
    private int runs;

    Page(String name, int pieces) {
      Document document = Document.read(Path.of("..", "docs", name));
      code = document.blocks("java");
      printed = document.blocks("text");
      assertThat(code).as("pieces of code in " + name).hasSize(pieces);
      assertThat(printed).as("what they print").hasSize(pieces);
    }

    String text(int index) {
      return printed.get(index);
    }

    String run(int index, String parameters, Object... arguments) throws Exception {
      return Program.ofStatements(code.get(index), IMPORTS, parameters)
          .run(Files.createDirectory(folder.resolve("piece" + runs++)), "example", arguments);
    }
  }
}
