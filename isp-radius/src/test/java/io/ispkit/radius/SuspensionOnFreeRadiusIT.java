package io.ispkit.radius;

import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static io.ispkit.testkit.subscriber.Subscribers.specWith;

import io.ispkit.core.drift.ExpectedService;
import io.ispkit.core.drift.FieldDrift;
import io.ispkit.core.drift.Winner;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.secret.Secret;
import io.ispkit.core.subscriber.SubscriberSpec;
import io.ispkit.radius.live.ServiceChange;
import io.ispkit.radius.live.ServicePlan;
import io.ispkit.radius.live.ServiceState;
import io.ispkit.radius.profile.ReplyAttribute;
import io.ispkit.testkit.interop.InteropServer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Rows that others put beside ours: whether a real FreeRADIUS lets a suspended customer past its
 * state because of them is what the switch and the comparison say too.
 */
@Tag("interop")
@TestInstance(Lifecycle.PER_CLASS)
class SuspensionOnFreeRadiusIT {

  private static final String PASSWORD = "s3cret";
  private static final ServiceState REJECTED = new ServiceState.Rejected("Suspended", false);
  private static final ServiceState POOL = ServiceState.WalledGarden.pool("garden");
  private static final ServiceState LIST =
      new ServiceState.WalledGarden(
          List.of(new ReplyAttribute("Mikrotik-Address-List", ":=", "unpaid")), true);
  private static final ServiceState SLOW =
      new ServiceState.SlowLane(
          new ServicePlan("slow", BitRate.ofMbps(1), BitRate.ofMbps(1)), true);
  private static final ServiceState EXPIRED =
      new ServiceState.Expiring(Instant.parse("2026-01-02T00:00:00Z"));

  /**
   * One way in.
   *
   * @param served whether the server lets the customer past the state, asked as we ask it
   * @param told whether we say that the state does not hold
   * @param rows {@code USER} is the customer, {@code GROUP} and {@code NEXT} are its own groups
   */
  private record Way(ServiceState state, boolean served, boolean told, List<String> rows) {}

  private static final String MEMBER = "radusergroup USER GROUP 1";
  private static final String MEMBER_NEXT = "radusergroup USER NEXT 2";
  private static final String LOCK = "radcheck USER Calling-Station-Id == AA-BB";

  private final List<Way> ways = new ArrayList<>();
  private InteropServer server;
  private InteropServer radius;
  private FreeRadiusDirectory directory;

  private void past(ServiceState state, String... rows) {
    ways.add(new Way(state, true, true, List.of(rows)));
  }

  private void held(ServiceState state, String... rows) {
    ways.add(new Way(state, false, false, List.of(rows)));
  }

  private void pastForOthers(ServiceState state, String... rows) {
    ways.add(new Way(state, false, true, List.of(rows)));
  }

  private void rejections() {
    past(REJECTED, MEMBER, "radgroupcheck GROUP Auth-Type := Accept");
    past(REJECTED, "radusergroup USER GROUP -7", "radgroupcheck GROUP Auth-Type := Accept");
    past(REJECTED, MEMBER, "radgroupcheck GROUP Auth-Type := PAP");
    past(REJECTED, MEMBER, "radgroupcheck GROUP Auth-Type -= Reject");
    past(REJECTED, MEMBER, "radgroupcheck GROUP Auth-Type == Accept");
    past(REJECTED, MEMBER, "radgroupcheck GROUP auth-type := Accept");
    held(REJECTED, MEMBER, "radgroupcheck GROUP Auth-Type = Accept");
    held(REJECTED, MEMBER, "radgroupcheck GROUP Auth-Type += Accept");
    held(REJECTED, MEMBER, "radgroupreply GROUP Auth-Type := Accept");
    held(REJECTED, "radcheck USER Auth-Type := Accept");
    held(REJECTED, "radcheck USER auth-type := Accept");
    held(REJECTED, MEMBER, MEMBER_NEXT, "radgroupcheck NEXT Auth-Type := Accept");
    past(
        REJECTED,
        MEMBER,
        MEMBER_NEXT,
        "radgroupreply GROUP Fall-Through = Yes",
        "radgroupcheck NEXT Auth-Type := Accept");
    past(
        REJECTED,
        MEMBER,
        "radgroupcheck GROUP NAS-IP-Address == 127.0.0.1",
        "radgroupcheck GROUP Auth-Type := Accept");
    pastForOthers(
        REJECTED,
        MEMBER,
        "radgroupcheck GROUP NAS-IP-Address == 10.9.9.9",
        "radgroupcheck GROUP Auth-Type := Accept");
    held(REJECTED, LOCK);
    past(REJECTED, LOCK, MEMBER, "radgroupcheck GROUP Cleartext-Password := s3cret");
    held(REJECTED, MEMBER, "radgroupcheck GROUP Cleartext-Password := s3cret");
    past(
        REJECTED,
        "radcheck USER User-Profile := profile.USER",
        "radusergroup profile.USER GROUP 1",
        "radgroupcheck GROUP Auth-Type := Accept");
    held(EXPIRED, MEMBER, "radgroupcheck GROUP Auth-Type := Accept");
    past(EXPIRED, MEMBER, "radgroupcheck GROUP Expiration := 2145830400");
  }

  private void limits() {
    past(POOL, MEMBER, "radgroupreply GROUP Framed-Pool := dynamic");
    past(POOL, MEMBER, "radgroupreply GROUP Framed-Pool += dynamic");
    past(POOL, MEMBER, "radgroupreply GROUP Framed-Pool !* any");
    held(POOL, MEMBER, "radgroupreply GROUP Framed-Pool = dynamic");
    held(POOL, MEMBER, "radgroupreply GROUP Framed-Pool := garden");
    held(POOL, MEMBER, "radgroupreply GROUP Framed-IP-Address := 255.255.255.254");
    past(POOL, MEMBER, "radgroupreply GROUP Framed-IP-Address := 100.64.9.9");
    held(POOL, "radreply USER Fall-Through = No", MEMBER, "radgroupreply GROUP Framed-Pool := all");
    past(POOL, "radreply USER framed-pool := dynamic");
    past(LIST, MEMBER, "radgroupreply GROUP Mikrotik-Address-List := paid");
    held(LIST, MEMBER, "radgroupreply GROUP Framed-Pool := dynamic");
    past(SLOW, MEMBER, "radgroupreply GROUP Mikrotik-Rate-Limit := 90M/90M");
    held(SLOW, MEMBER, "radgroupreply GROUP Mikrotik-Rate-Limit = 90M/90M");
  }

  @BeforeAll
  void start() throws Exception {
    rejections();
    limits();
    server = InteropServer.start("postgresql");
    execute("postgres", "create database radius");
    directory =
        (FreeRadiusDirectory)
            TestContext.open(
                new NoTransactions(),
                Map.of(
                    "url", url("radius"), "username", "postgres", "create_schema", "if_missing"));
    for (int i = 0; i < ways.size(); i++) {
      directory.provision(spec(i), operation("acme", "run." + i)).orElseThrow();
      directory.provision(twin(i), operation("acme", "run.twin." + i)).orElseThrow();
    }
    radius = InteropServer.start("freeradius", "postgresql", "" + server.port());
  }

  @AfterAll
  void stop() {
    if (directory != null) {
      directory.close();
    }
    if (radius != null) {
      radius.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void what_the_server_lets_past_a_state_is_refused_by_the_switch_and_found_by_the_comparison()
      throws Exception {
    SoftAssertions all = new SoftAssertions();
    for (int i = 0; i < ways.size(); i++) {
      Way way = ways.get(i);
      apply(spec(i).username(), way.state()).orElseThrow();
      insert(way, spec(i).username());
      insert(way, twin(i).username());
    }
    for (int i = 0; i < ways.size(); i++) {
      Way way = ways.get(i);
      String user = spec(i).username();
      all.assertThat(isServedPast(way.state(), user)).as("served %s", way).isEqualTo(way.served());
      List<FieldDrift> found = found(i);
      all.assertThat(!found.isEmpty()).as("compared %s: %s", way, found).isEqualTo(way.told());
      String before = rows(twin(i).username());
      Outcome<?> outcome = apply(twin(i).username(), way.state());
      all.assertThat(outcome.isDone()).as("switched %s: %s", way, outcome).isEqualTo(!way.told());
      if (way.told()) {
        all.assertThat(outcome.toString()).contains("overridden");
        all.assertThat(rows(twin(i).username())).isEqualTo(before);
      }
    }
    all.assertAll();
  }

  private List<FieldDrift> found(int i) {
    SubscriberSpec spec = spec(i);
    return directory
        .compare(
            new ExpectedService(
                "svc-" + i,
                spec.customer(),
                true,
                spec.username(),
                spec.staticAddress(),
                null,
                spec.profile(),
                spec.download(),
                spec.upload(),
                "serial-" + i))
        .orElseThrow()
        .stream()
        .flatMap(drift -> drift.fields().stream())
        .filter(field -> field.winner() == Winner.PERSON)
        .toList();
  }

  private boolean isServedPast(ServiceState state, String user) throws Exception {
    RadiusClient client = new RadiusClient(radius.port());
    boolean past = false;
    for (RadiusClient.Answer answer :
        List.of(client.pap(user, PASSWORD), client.chap(user, PASSWORD))) {
      Map<String, String> told = answer.attributes();
      boolean holds =
          state == POOL
              ? text("garden").equals(told.get("88"))
                  && told.getOrDefault("8", "fffffffe").equals("fffffffe")
              : state == LIST
                  ? text("unpaid").equals(told.get("14988.19"))
                  : state == SLOW && text("1M/1M").equals(told.get("14988.8"));
      past |= answer.accepts() && !holds;
    }
    return past;
  }

  private Outcome<?> apply(String user, ServiceState state) {
    return directory
        .changes()
        .apply(user, new ServiceChange.ToState(state), operation("acme", "change." + user));
  }

  private static SubscriberSpec spec(int i) {
    return specWith("user" + i, Secret.of(PASSWORD));
  }

  /** Who has the rows of others before the switch. */
  private static SubscriberSpec twin(int i) {
    return specWith("twin" + i, Secret.of(PASSWORD));
  }

  private void insert(Way way, String user) throws Exception {
    for (String row : way.rows()) {
      String[] words =
          row.replace("USER", user)
              .replace("GROUP", "first." + user)
              .replace("NEXT", "second." + user)
              .split(" ", 5);
      String columns =
          words[0].equals("radusergroup")
              ? "(username, groupname, priority)"
              : words[0].startsWith("radgroup")
                  ? "(groupname, attribute, op, value)"
                  : "(username, attribute, op, value)";
      String values = String.join("', '", List.of(words).subList(1, words.length));
      execute("radius", "insert into " + words[0] + " " + columns + " values ('" + values + "')");
    }
  }

  private String rows(String user) {
    return directory
        .database()
        .read(
            operation("acme", "look"),
            tables -> Outcome.done(new UserRows(tables).read(user).toString()))
        .orElseThrow();
  }

  private void execute(String database, String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection(url(database), "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database;
  }

  private static String text(String value) {
    return HexFormat.of().formatHex(value.getBytes(StandardCharsets.US_ASCII));
  }
}
