package io.ispkit.radius.group;

import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.secret.Secret;
import io.ispkit.radius.NoTransactions;
import io.ispkit.radius.RadClient;
import io.ispkit.radius.RadiusDatabase;
import io.ispkit.radius.RadiusDatabases;
import io.ispkit.radius.TestContext;
import io.ispkit.radius.dictionary.Dictionary;
import io.ispkit.radius.explain.ExplainTables;
import io.ispkit.radius.explain.Explanation;
import io.ispkit.radius.explain.LoginMethod;
import io.ispkit.radius.explain.LoginRequest;
import io.ispkit.radius.explain.ServerSettings;
import io.ispkit.radius.profile.ProfileRenderers;
import io.ispkit.radius.profile.ReplyAttribute;
import io.ispkit.radius.profile.SpeedProfile;
import io.ispkit.testkit.interop.InteropServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A real FreeRADIUS gives members the plan's rows, and their own instead where there are any. */
@Tag("interop")
@TestInstance(Lifecycle.PER_CLASS)
class PlanGroupsOnPostgresqlIT {

  private InteropServer server;
  private InteropServer radius;
  private RadiusDatabase database;
  private RadClient client;

  @BeforeAll
  void startAll() throws Exception {
    server = InteropServer.start("postgresql");
    String base = "jdbc:postgresql://127.0.0.1:" + server.port() + "/";
    try (Connection connection = DriverManager.getConnection(base + "postgres", "postgres", "")) {
      connection.createStatement().execute("create database radius");
    }
    database =
        RadiusDatabases.open(
            new TestContext(
                new NoTransactions(),
                TestContext.read(
                    Map.of(
                        "url",
                        base + "radius",
                        "username",
                        "postgres",
                        "create_schema",
                        "if_missing"))));
    database.read(operation("acme", "open"), tables -> Outcome.done(1));
    radius = InteropServer.start("freeradius", "postgresql", "" + server.port());
    client = new RadClient(radius);
    try (Connection connection = DriverManager.getConnection(base + "radius", "postgres", "")) {
      for (String user : List.of("plain", "own", "more")) {
        connection
            .createStatement()
            .execute(
                "insert into radcheck (username, attribute, op, value) values ('"
                    + user
                    + "', 'Cleartext-Password', ':=', 'pw')");
      }
    }
  }

  @AfterAll
  void closeAll() {
    if (database != null) {
      database.close();
    }
    if (radius != null) {
      radius.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void members_get_the_plan_and_their_own_rows_instead() throws Exception {
    PlanGroup gold =
        PlanGroup.of(
                "gold",
                SpeedProfile.of(BitRate.ofMbps(100), BitRate.ofMbps(20)),
                ProfileRenderers.load(getClass().getClassLoader()).find("mikrotik"))
            .with(
                new ReplyAttribute("Idle-Timeout", ":=", "900"),
                new ReplyAttribute("Filter-Id", "+=", "plan"));
    MemberRows own =
        MemberRows.of("own", "gold").with(new ReplyAttribute("Idle-Timeout", ":=", "60"));
    MemberRows more =
        MemberRows.of("more", "gold")
            .in("silver", 2)
            .with(new ReplyAttribute("Filter-Id", "+=", "own"));
    GroupChange change =
        new GroupChange(
            List.of(gold, PlanGroup.of("silver", List.of(new ReplyAttribute("Class", ":=", "s")))),
            List.of(MemberRows.of("plain", "gold"), own, more));
    new Groups(database, Dictionary.packed())
        .write(change, operation("acme", "plans"))
        .orElseThrow();
    String rate = "Mikrotik-Rate-Limit = \"20M/100M\"";
    assertThat(client.login("plain", "pw"))
        .containsExactly("Access-Accept", rate, "Idle-Timeout = 900", "Filter-Id = \"plan\"");
    assertThat(client.login("own", "pw"))
        .containsExactly("Access-Accept", "Idle-Timeout = 60", rate, "Filter-Id = \"plan\"");
    assertThat(client.login("more", "pw"))
        .containsExactly(
            "Access-Accept",
            "Filter-Id = \"own\"",
            rate,
            "Idle-Timeout = 900",
            "Filter-Id = \"plan\"");
    Explanation explanation =
        new ExplainTables(database, ServerSettings.shipped(ZoneOffset.UTC).countingSessions())
            .explain(
                LoginRequest.of("own", LoginMethod.PAP, Secret.of("pw"), Instant.now()),
                operation("acme", "explain"))
            .orElseThrow();
    assertThat(explanation.text()).contains("Access-Accept", "gives way to that of radreply");
  }
}
