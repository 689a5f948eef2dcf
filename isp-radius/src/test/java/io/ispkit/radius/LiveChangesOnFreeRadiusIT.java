package io.ispkit.radius;

import static io.ispkit.testkit.subscriber.Subscribers.address;
import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static io.ispkit.testkit.subscriber.Subscribers.specWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.secret.Secret;
import io.ispkit.core.subscriber.SubscriberSpec;
import io.ispkit.radius.access.PasswordKind;
import io.ispkit.radius.access.StoredForms;
import io.ispkit.radius.access.StoredPassword;
import io.ispkit.radius.dynauth.Acknowledgement;
import io.ispkit.radius.dynauth.AttributeNumber;
import io.ispkit.radius.dynauth.DynamicAuthorization;
import io.ispkit.radius.dynauth.DynamicAuthorizationOptions;
import io.ispkit.radius.dynauth.NasTarget;
import io.ispkit.radius.dynauth.Retransmission;
import io.ispkit.radius.dynauth.SessionIdentity;
import io.ispkit.radius.live.LiveChanges;
import io.ispkit.radius.live.LiveReport;
import io.ispkit.radius.live.NasPolicies;
import io.ispkit.radius.live.NasPolicy;
import io.ispkit.radius.live.NasPolicy.Action;
import io.ispkit.radius.live.ServiceChange;
import io.ispkit.radius.live.ServicePlan;
import io.ispkit.radius.live.ServiceState;
import io.ispkit.radius.live.SessionEffect;
import io.ispkit.radius.live.Verification;
import io.ispkit.radius.profile.ProfileRenderers;
import io.ispkit.radius.profile.ReplyAttribute;
import io.ispkit.testkit.interop.InteropServer;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * A real FreeRADIUS obeys the rows of every state, and its CoA listener, which knows the open
 * sessions of radacct, answers what the client sends. It acknowledges a CoA and does nothing, as
 * some NAS do.
 */
@Tag("interop")
@TestInstance(Lifecycle.PER_CLASS)
class LiveChangesOnFreeRadiusIT {

  private static final String PASSWORD = "s3cret";

  private InteropServer server;
  private InteropServer radius;
  private RadiusClient client;
  private FreeRadiusDirectory directory;
  private DynamicAuthorization nas;
  private int count;

  @BeforeAll
  void start() throws Exception {
    server = InteropServer.start("postgresql");
    execute("postgres", "create database radius");
    directory = open("pppoe");
    directory
        .provision(specWith("first", Secret.of(PASSWORD)), operation("acme", "first"))
        .orElseThrow();
    radius = InteropServer.start("freeradius", "postgresql", "" + server.port());
    client = new RadiusClient(radius.port());
    nas =
        DynamicAuthorization.open(
            DynamicAuthorizationOptions.ofDefaults()
                .with(
                    new Retransmission(
                        Duration.ofSeconds(5), Duration.ofSeconds(5), 3, Duration.ofSeconds(20))),
            InstantSource.system());
  }

  @AfterAll
  void stop() {
    if (nas != null) {
      nas.close();
    }
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

  @BeforeEach
  void clean() throws Exception {
    execute("radius", "delete from radacct");
  }

  @Test
  void a_rejected_service_is_told_why_and_comes_back_with_what_it_had() throws Exception {
    String user = provision();
    Map<String, String> before = client.pap(user, PASSWORD).attributes();
    apply(user, new ServiceState.Rejected("Account suspended", false));
    assertThat(client.pap(user, PASSWORD))
        .isEqualTo(new RadiusClient.Answer(3, Map.of("18", text("Account suspended"))));
    assertThat(client.chap(user, PASSWORD).accepts()).isFalse();
    apply(user, new ServiceState.Active());
    assertThat(client.pap(user, PASSWORD)).isEqualTo(new RadiusClient.Answer(2, before));
  }

  @Test
  void a_walled_garden_gives_its_pool_and_takes_the_static_address() throws Exception {
    String user = provision();
    apply(user, ServiceState.WalledGarden.pool("garden"));
    assertThat(client.pap(user, PASSWORD).attributes())
        .containsEntry("88", text("garden"))
        .doesNotContainKeys("8", "9");
    apply(
        user,
        new ServiceState.WalledGarden(
            List.of(new ReplyAttribute("Mikrotik-Address-List", ":=", "unpaid")), true));
    assertThat(client.pap(user, PASSWORD).attributes())
        .containsEntry("14988.19", text("unpaid"))
        .containsKey("8")
        .doesNotContainKey("88");
  }

  @Test
  void a_garden_of_ipv6_takes_the_static_ipv6_address_and_gives_it_back() throws Exception {
    directory.provision(six(), operation("acme", "run.six")).orElseThrow();
    assertThat(client.pap("six", PASSWORD).attributes()).containsKey("168");
    List<ReplyAttribute> garden = List.of(new ReplyAttribute("Framed-IPv6-Pool", ":=", "garden6"));
    apply("six", new ServiceState.WalledGarden(garden, false));
    assertThat(client.pap("six", PASSWORD).attributes())
        .containsEntry("100", text("garden6"))
        .doesNotContainKey("168");
    apply("six", new ServiceState.Active());
    assertThat(client.pap("six", PASSWORD).attributes())
        .containsEntry("168", "20010db8000000000000000000000017")
        .doesNotContainKey("100");
  }

  private static SubscriberSpec six() {
    SubscriberSpec like = specWith("six", Secret.of(PASSWORD));
    return new SubscriberSpec(
        like.customer(),
        like.username(),
        like.profile(),
        like.download(),
        like.upload(),
        address("2001:db8::17"),
        like.sessionTimeout(),
        like.idleTimeout(),
        like.password());
  }

  @Test
  void a_slow_lane_sends_the_slow_rate() throws Exception {
    String user = provision();
    apply(
        user,
        new ServiceState.SlowLane(
            new ServicePlan("slow", BitRate.ofMbps(1), BitRate.ofMbps(1)), true));
    assertThat(client.pap(user, PASSWORD).attributes())
        .containsEntry("14988.8", text("1M/1M"))
        .containsKey("8");
  }

  @Test
  void an_expiry_rejects_when_it_is_past_and_shortens_the_session_before() throws Exception {
    String user = provision();
    apply(user, new ServiceState.Expiring(Instant.now().plusSeconds(600)));
    String left = client.pap(user, PASSWORD).attributes().get("27");
    assertThat(Long.parseLong(left, 16)).isBetween(1L, 600L);
    apply(user, new ServiceState.Expiring(Instant.now().minusSeconds(60)));
    assertThat(client.pap(user, PASSWORD).accepts()).isFalse();
  }

  @Test
  void a_rotated_password_and_imported_hashes_log_in() throws Exception {
    String user = provision();
    rotate(directory, user, StoredPassword.cleartext(Secret.of("n3xt")));
    assertThat(client.chap(user, "n3xt").accepts()).isTrue();
    assertThat(client.pap(user, PASSWORD).accepts()).isFalse();
    try (FreeRadiusDirectory pap = open("pap")) {
      for (Map.Entry<String, String> hash : hashes().entrySet()) {
        String[] name = hash.getKey().split(" ", 2);
        rotate(pap, user, new StoredPassword(name[0], Secret.of(hash.getValue())));
        assertThat(client.pap(user, PASSWORD).accepts()).as(hash.getKey()).isTrue();
        assertThat(client.pap(user, "other").accepts()).as(hash.getKey()).isFalse();
      }
    }
  }

  /** Of {@code s3cret}, with the salt {@code salt}. */
  private static Map<String, String> hashes() {
    String ssha256 = "1xowkNV6cFpNsILxviVLS6bAA7Si4YK175NY3uXwQBJzYWx0";
    String ssha = "JVrhyTqab1YvH3vR2b1RYUumqqZzYWx0";
    String smd5 = "743f00f00d7c78c2b3d560927a5b087873616c74";
    String crypt =
        "$6$rounds=1234$saltsalt$jxMb9nLgANtAF8QNV7eeqwZWMYOR0.zEbQUhJw/R3cPOt89GSumZQquEUp7wgqRiWQsdyr5SKRMVAtIQZ6kKn1";
    Map<String, String> hashes = new HashMap<>();
    hashes.put("NT-Password", "d4c619cb16d4632b275658316a7e657e");
    hashes.put("MD5-Password", "33e1b232a4e6fa0028a6670753749a17");
    hashes.put("SMD5-Password", smd5);
    hashes.put("SHA1-Password", "fef341f85d87439e7d91a2d465b9871ef66b5e98");
    hashes.put("SSHA-Password", ssha);
    hashes.put("SSHA2-256-Password", ssha256);
    hashes.put("Crypt-Password", crypt);
    hashes.put("Password-With-Header 1", "{ssha256}" + ssha256);
    hashes.put("Password-With-Header 2", "{ssha}" + ssha);
    hashes.put("Password-With-Header 3", "{smd5}" + smd5);
    hashes.put("Password-With-Header 4", "{clear}" + PASSWORD);
    hashes.put("Password-With-Header 5", "{crypt}" + crypt);
    hashes.put("Password-With-Header 6", "{nt}d4c619cb16d4632b275658316a7e657e");
    StoredForms.taken()
        .filter(stored -> stored.kind().equals(Optional.of(PasswordKind.PBKDF2)))
        .forEach(
            stored ->
                hashes.put(stored.attribute() + " 7." + hashes.size(), stored.value().reveal()));
    return hashes;
  }

  @Test
  void the_client_is_understood_by_the_coa_listener() throws Exception {
    session("alice", "81a00001");
    SessionIdentity alice = SessionIdentity.of("alice", "81a00001");
    assertThat(
            nas.changeOfAuthorization(
                target(), alice, List.of(AttributeNumber.vendor(14988, 8).text("20M/100M"))))
        .isEqualTo(Outcome.done(Acknowledgement.APPLIED));
    assertThat(nas.disconnect(target(), alice)).isEqualTo(Outcome.done(Acknowledgement.APPLIED));
    assertThat(nas.disconnect(target(), alice))
        .isEqualTo(Outcome.done(Acknowledgement.SESSION_NOT_FOUND));
    try (DynamicAuthorization impatient =
        DynamicAuthorization.open(
            DynamicAuthorizationOptions.ofDefaults()
                .with(
                    new Retransmission(
                        Duration.ofMillis(300), Duration.ofMillis(300), 2, Duration.ofSeconds(1))),
            InstantSource.system())) {
      NasTarget misled =
          NasTarget.of(InetAddress.getByName("127.0.0.1"), radius.port() + 2, Secret.of("wrong"));
      assertThat(impatient.disconnect(misled, alice)).isInstanceOf(Outcome.Unknown.class);
    }
  }

  @Test
  void a_plan_is_unknown_after_an_ack_that_does_nothing_and_done_after_a_disconnect()
      throws Exception {
    String user = provision();
    session(user, "s1");
    LiveReport coa = change(Action.COA_THEN_DISCONNECT, user, 200);
    assertThat(coa.outcome().toString())
        .startsWith("Unknown")
        .contains("nobody has seen whether it was done");
    LiveReport disconnect = change(Action.DISCONNECT, user, 300);
    assertThat(disconnect.sessions().get(0).outcome()).isEqualTo(Outcome.done(SessionEffect.ENDED));
    assertThat(client.pap(user, PASSWORD).attributes()).containsEntry("14988.8", text("20M/300M"));
  }

  @Test
  void after_a_change_of_plan_the_server_sends_the_burst_of_its_profile() throws Exception {
    String user = provision();
    session(user, "b1");
    LiveReport report = change(Action.DISCONNECT, user, 400);
    assertThat(report.sessions().get(0).outcome()).isEqualTo(Outcome.done(SessionEffect.ENDED));
    assertThat(client.chap(user, PASSWORD).attributes())
        .containsEntry("14988.8", text("20M/400M 30M/500M 15M/350M 8/8 5"));
  }

  @Test
  void a_service_is_swapped_by_one_coa_that_names_both() throws Exception {
    String user = provision();
    session(user, "j1");
    NasPolicy juniper =
        new NasPolicy(
            Action.COA_THEN_DISCONNECT,
            target(),
            ProfileRenderers.load(getClass().getClassLoader()).find("juniper"),
            "svc-{plan}",
            "svc-{plan}",
            Set.of(NasPolicy.Key.USER_NAME),
            Set.of(NasPolicy.Trait.TRUSTED_ACK));
    LiveReport first = change(juniper, user, 500);
    assertThat(first.sessions().get(0).outcome())
        .isEqualTo(Outcome.done(SessionEffect.ACKNOWLEDGED));
    change(juniper, user, 600);
    assertThat(understood(user)).isEqualTo("svc-fiber_500 goes, svc-fiber_600 comes");
  }

  private String understood(String user) throws Exception {
    try (Connection connection = DriverManager.getConnection(url("radius"), "postgres", "");
        PreparedStatement query =
            connection.prepareStatement(
                "select connectinfo_start from radacct where username = ?")) {
      query.setString(1, user);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getString(1) : "";
      }
    }
  }

  private LiveReport change(Action action, String user, int mbps) throws Exception {
    return change(
        NasPolicy.of(target(), ProfileRenderers.load(getClass().getClassLoader()).find("mikrotik"))
            .with(action),
        user,
        mbps);
  }

  private LiveReport change(NasPolicy policy, String user, int mbps) {
    NasPolicies policies = address -> Optional.of(policy);
    return new LiveChanges(
            directory.changes(), directory.sessions(), nas, policies, Verification.ofDefaults())
        .changePlan(
            user,
            new ServicePlan("fiber_" + mbps, BitRate.ofMbps(mbps), BitRate.ofMbps(20)),
            operation("acme", "plan." + mbps));
  }

  private NasTarget target() throws Exception {
    return NasTarget.of(
        InetAddress.getByName("127.0.0.1"), radius.port() + 2, Secret.of("testing123"));
  }

  private String provision() {
    String user = "user" + count++;
    directory
        .provision(specWith(user, Secret.of(PASSWORD)), operation("acme", "run." + user))
        .orElseThrow();
    return user;
  }

  private void apply(String user, ServiceState state) {
    directory
        .changes()
        .apply(user, new ServiceChange.ToState(state), operation("acme", "change." + count++))
        .orElseThrow();
  }

  private void rotate(FreeRadiusDirectory at, String user, StoredPassword password) {
    at.changes()
        .apply(user, new ServiceChange.ToPassword(password), operation("acme", "rotate." + count++))
        .orElseThrow();
  }

  private FreeRadiusDirectory open(String accessType) {
    return (FreeRadiusDirectory)
        TestContext.open(
            new NoTransactions(),
            Map.of(
                "url",
                url("radius"),
                "username",
                "postgres",
                "create_schema",
                "if_missing",
                "access_type",
                accessType,
                "plan_profiles",
                Map.of("fiber_400", "burst 500M/30M threshold 350M/15M time 8s priority 5")));
  }

  private void session(String username, String id) throws Exception {
    execute(
        "radius",
        "insert into radacct (acctsessionid, acctuniqueid, username, nasipaddress, acctstarttime)"
            + " values ('"
            + id
            + "', 'unique-"
            + id
            + "', '"
            + username
            + "', '127.0.0.1', now())");
  }

  private void execute(String database, String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection(url(database), "postgres", "")) {
      connection.createStatement().execute(sql);
    }
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database;
  }

  private static String text(String value) {
    return HexFormat.of().formatHex(value.getBytes(StandardCharsets.US_ASCII));
  }
}
