package io.ispkit.radius.group;

import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.secret.Secret;
import io.ispkit.radius.ExplainTables;
import io.ispkit.radius.NoTransactions;
import io.ispkit.radius.RadClient;
import io.ispkit.radius.RadiusDatabase;
import io.ispkit.radius.RadiusDatabases;
import io.ispkit.radius.TestContext;
import io.ispkit.radius.access.LoginProtocol;
import io.ispkit.radius.dictionary.AttributeFact;
import io.ispkit.radius.dictionary.AttributeType;
import io.ispkit.radius.dictionary.Dictionary;
import io.ispkit.radius.explain.Explanation;
import io.ispkit.radius.explain.LoginMethod;
import io.ispkit.radius.explain.LoginRequest;
import io.ispkit.radius.explain.ReplyItem;
import io.ispkit.radius.explain.ServerSettings;
import io.ispkit.radius.explain.Verdict;
import io.ispkit.radius.login.AcceptedLogin;
import io.ispkit.radius.login.LoginClient;
import io.ispkit.radius.login.LoginNas;
import io.ispkit.radius.login.LoginServer;
import io.ispkit.radius.login.ReceivedAttribute;
import io.ispkit.radius.profile.ProfileRenderers;
import io.ispkit.radius.profile.ReplyAttribute;
import io.ispkit.radius.profile.SpeedProfile;
import io.ispkit.testkit.interop.InteropServer;
import io.ispkit.testkit.subscriber.Subscribers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A real FreeRADIUS gives members the plan's rows, and their own instead where there are any. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class PlanGroupsOnFreeRadius {

  private InteropServer server;
  private InteropServer radius;
  private RadiusDatabase database;
  private RadClient client;

  /** Which script, and by which name FreeRADIUS knows it. */
  abstract String product();

  abstract String dialect();

  /** A database that is there from the beginning, and who may make others. */
  abstract String first();

  abstract String owner();

  @BeforeAll
  void startAll() throws Exception {
    server = InteropServer.start(product());
    String base = "jdbc:" + product() + "://127.0.0.1:" + server.port() + "/";
    try (Connection connection = DriverManager.getConnection(base + first(), owner(), "")) {
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
                        owner(),
                        "create_schema",
                        "if_missing"))));
    database.read(operation("acme", "open"), tables -> Outcome.done(1));
    radius = InteropServer.start("freeradius", dialect(), "" + server.port());
    client = new RadClient(radius);
    try (Connection connection = DriverManager.getConnection(base + "radius", owner(), "")) {
      for (String user : List.of("plain", "own", "more", "both", "shut", "one")) {
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

  @Test
  void what_a_group_checks_decides_as_it_is_explained() {
    PlanGroup lab =
        PlanGroup.of(
                "lab",
                List.of(
                    new ReplyAttribute("Mikrotik-Rate-Limit", ":=", "1M/2M"),
                    new ReplyAttribute("Filter-Id", "+=", "lab")))
            .checking(GroupCheck.is("NAS-Identifier", "bng-2"))
            .fallingThrough();
    PlanGroup home =
        PlanGroup.of(
                "home",
                List.of(
                    new ReplyAttribute("Mikrotik-Rate-Limit", ":=", "20M/100M"),
                    new ReplyAttribute("Session-Timeout", ":=", "3600"),
                    new ReplyAttribute("Filter-Id", "+=", "home")))
            .checking(
                GroupCheck.isNot("NAS-Identifier", "bng-3"),
                GroupCheck.set("Simultaneous-Use", "2"));
    PlanGroup rest =
        PlanGroup.of("rest", List.of(new ReplyAttribute("Idle-Timeout", ":=", "77"))).checking();
    PlanGroup shut =
        PlanGroup.of("shut", List.of(new ReplyAttribute("Reply-Message", "+=", "Closed here")))
            .checking(GroupCheck.set("Auth-Type", "Reject"));
    MemberRows both =
        new MemberRows("both", Map.of("lab", 1, "home", 2, "rest", 3), List.of(), Set.of());
    GroupChange change =
        new GroupChange(
            List.of(lab, home, rest, shut),
            List.of(
                both,
                MemberRows.of("one", "home").in("rest", 2),
                MemberRows.of("shut", "shut").in("home", 2)));
    Groups groups = new Groups(database, Dictionary.packed()); // the database is closed at the end
    groups.write(change, operation("acme", "checks")).orElseThrow();
    for (String user : List.of("both", "one", "shut")) {
      for (String nas : List.of("bng-1", "bng-2", "bng-3")) {
        assertThat(said(user, nas)).as(user + " at " + nas).isEqualTo(explained(user, nas));
      }
    }
    // the first group is passed over, falls through, or gives way to the last
    assertThat(said("both", "bng-1")).contains("Mikrotik-Rate-Limit = 20M/100M");
    assertThat(said("both", "bng-2"))
        .contains("Mikrotik-Rate-Limit = 1M/2M", "Filter-Id = lab", "Filter-Id = home");
    assertThat(said("both", "bng-3")).containsExactly("ACCEPT", "Idle-Timeout = 77");
    assertThat(said("shut", "bng-1")).containsExactly("REJECT");
    groups.restore(operation("acme", "checks")).orElseThrow();
    assertThat(said("both", "bng-1")).containsExactly("ACCEPT");
  }

  /** What the server answers, in the words of Explain. */
  private List<String> said(String user, String nas) {
    LoginClient client =
        LoginClient.of(
                LoginServer.of(
                    Subscribers.address("127.0.0.1"), radius.port(), Secret.of("testing123")))
            .as(LoginNas.of(nas));
    Outcome<AcceptedLogin> login = client.login(user, Secret.of("pw"), LoginProtocol.PAP);
    if (login instanceof Outcome.Refused<AcceptedLogin> refused) {
      assertThat(refused.refusal().code()).isEqualTo("access_rejected");
      assertThat(refused.refusal().message()).endsWith(user + ": Closed here");
      return List.of("REJECT");
    }
    List<String> said = new ArrayList<>(List.of("ACCEPT"));
    for (ReceivedAttribute each : login.orElseThrow().attributes()) {
      AttributeFact fact =
          Dictionary.packed().facts().stream()
              .filter(known -> known.number() == each.number().number())
              .filter(known -> known.vendor().number() == each.number().vendor())
              .findFirst()
              .orElseThrow();
      said.add(
          fact.name()
              + " = "
              + (fact.type() == AttributeType.INTEGER
                  ? "" + each.integer().orElseThrow()
                  : each.text()));
    }
    return said;
  }

  private List<String> explained(String user, String nas) {
    Explanation explanation =
        new ExplainTables(database, ServerSettings.shipped(ZoneOffset.UTC).countingSessions())
            .explain(
                LoginRequest.of(user, LoginMethod.PAP, Secret.of("pw"), Instant.now())
                    .with("NAS-Identifier", nas),
                operation("acme", "explain"))
            .orElseThrow();
    List<String> explained = new ArrayList<>(List.of(explanation.verdict().name()));
    if (explanation.verdict() == Verdict.ACCEPT) {
      explanation.reply().forEach(item -> explained.add(item.attribute() + " = " + item.value()));
    } else {
      assertThat(explanation.reply()).extracting(ReplyItem::value).containsExactly("Closed here");
    }
    return explained;
  }
}
