package io.ispkit.radius;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.rate.BitRate;
import io.ispkit.radius.dictionary.AttributeFact;
import io.ispkit.radius.dictionary.AttributeUse;
import io.ispkit.radius.dictionary.Dictionary;
import io.ispkit.radius.profile.Burst;
import io.ispkit.radius.profile.PolicyNames;
import io.ispkit.radius.profile.ProfileRenderers;
import io.ispkit.radius.profile.ReplyAttribute;
import io.ispkit.radius.profile.SpeedProfile;
import io.ispkit.testkit.interop.InteropServer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is rendered for a vendor is what a real FreeRADIUS sends, no more and no less. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class RenderedProfiles {

  private static final String PASSWORD = "s3cret";
  private static final int FIRST_INTERNAL = 256;

  private static final BitRate LAST = new BitRate(4_294_967_295L);
  private static final SpeedProfile PLAN = SpeedProfile.of(BitRate.ofMbps(100), BitRate.ofMbps(20));
  private static final SpeedProfile NAMED = PLAN.with(new PolicyNames("svc(100m,1)", "svc(20m)"));
  private static final SpeedProfile ONE = PLAN.with(PolicyNames.both("gold"));
  private static final SpeedProfile BURSTING =
      PLAN.with(
          new Burst(
              BitRate.ofMbps(200),
              BitRate.ofMbps(40),
              BitRate.ofMbps(80),
              BitRate.ofMbps(10),
              Duration.ofSeconds(10)));

  private InteropServer database;
  private InteropServer radius;
  private RadClient client;
  private int users;

  /** Which script, and by which name FreeRADIUS knows it. */
  abstract String database();

  abstract String dialect();

  abstract String url(int port);

  abstract String owner();

  private record Case(SpeedProfile profile, String vendor, Map<String, String> options) {}

  static List<Case> cases() {
    return List.of(
        new Case(PLAN, "mikrotik", Map.of()),
        new Case(BURSTING.withPriority(8), "mikrotik", Map.of()),
        new Case(SpeedProfile.of(BitRate.ofGbps(10), new BitRate(1)), "mikrotik", Map.of()),
        new Case(PLAN, "wispr", Map.of()),
        new Case(SpeedProfile.of(LAST, new BitRate(1)), "wispr", Map.of()),
        new Case(PLAN, "huawei", Map.of()),
        new Case(SpeedProfile.of(LAST, LAST), "huawei", Map.of()),
        new Case(ONE, "huawei", Map.of("by", "qos_profile")),
        new Case(NAMED, "cisco", Map.of()),
        new Case(NAMED, "cisco", Map.of("form", "service_policy")),
        new Case(NAMED, "cisco", Map.of("form", "policy")),
        new Case(NAMED, "cisco", Map.of("form", "sub_qos_pol")),
        new Case(NAMED, "juniper", Map.of()),
        new Case(ONE, "juniper", Map.of()),
        new Case(NAMED, "juniper", Map.of("form", "policy_dual")),
        new Case(ONE, "juniper", Map.of("form", "qos_profile")),
        new Case(PLAN, "nokia", Map.of()),
        new Case(PLAN, "nokia", Map.of("download", "arbiter", "upload", "policer")),
        new Case(PLAN, "cambium", Map.of()),
        new Case(PLAN, "cambium", Map.of("line", "pmp")),
        new Case(PLAN, "cambium", Map.of("line", "pmp", "sustained", "bl")),
        new Case(PLAN, "ubiquiti", Map.of()),
        new Case(PLAN, "ubiquiti", Map.of("attributes", "mikrotik")),
        new Case(PLAN, "accel_ppp", Map.of()),
        new Case(PLAN, "pfsense", Map.of()),
        new Case(PLAN, "chillispot", Map.of()),
        new Case(PLAN, "zte", Map.of()),
        new Case(NAMED, "zte", Map.of("by", "qos_profile")));
  }

  /** Attributes that go on the wire, each with a value that is as large as it may be. */
  static List<ReplyAttribute> largest() {
    List<ReplyAttribute> all = new ArrayList<>();
    for (AttributeFact fact : Dictionary.packed().facts()) {
      if (fact.use() == AttributeUse.REPLY && fact.number() < FIRST_INTERNAL) {
        String value =
            switch (fact.type()) {
              case STRING -> "a".repeat(Math.toIntExact(fact.bounds().max()));
              case OCTETS -> "0x" + "af".repeat(125);
              case INTEGER, DATE ->
                  fact.names().isEmpty()
                      ? Long.toString(fact.bounds().max())
                      : fact.names().get(fact.names().size() - 1);
              case IPADDR -> "203.0.113.254";
              case IPV6ADDR -> "2001:db8::ffff";
              case IPV6PREFIX -> "2001:db8:1200::/56";
            };
        String tag = fact.is(AttributeFact.Trait.TAGGED) ? ":31" : "";
        all.add(new ReplyAttribute(fact.name() + tag, ":=", value));
      }
    }
    return all;
  }

  @BeforeAll
  void startAll() {
    database = InteropServer.start(database());
    radius = InteropServer.start("freeradius", dialect(), "" + database.port());
    client = new RadClient(radius);
  }

  @AfterAll
  void closeAll() {
    if (radius != null) {
      radius.close();
    }
    if (database != null) {
      database.close();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_access_accept_holds_exactly_what_was_rendered(Case wanted) throws Exception {
    List<ReplyAttribute> attributes =
        ProfileRenderers.load(getClass().getClassLoader())
            .find(wanted.vendor(), wanted.options())
            .render(wanted.profile())
            .orElseThrow();
    assertThat(login(attributes)).isEqualTo(accept(attributes));
  }

  @ParameterizedTest
  @MethodSource("largest")
  void the_largest_value_of_every_packed_attribute_goes_out_unchanged(ReplyAttribute attribute)
      throws Exception {
    assertThat(login(List.of(attribute))).isEqualTo(accept(List.of(attribute)));
  }

  @Test
  void a_name_that_the_check_refuses_would_have_locked_the_user_out() throws Exception {
    assertThat(login(List.of(new ReplyAttribute("Huawei-Input-Rate-Limit", ":=", "1"))))
        .containsExactly("Access-Reject");
  }

  @Test
  void a_number_that_the_check_refuses_would_have_become_another_plan() throws Exception {
    assertThat(login(List.of(new ReplyAttribute("WISPr-Bandwidth-Max-Up", ":=", "10000000000"))))
        .containsExactly("Access-Accept", "WISPr-Bandwidth-Max-Up = 1410065408");
  }

  @Test
  void a_text_that_the_check_refuses_would_have_been_cut() throws Exception {
    assertThat(login(List.of(new ReplyAttribute("Mikrotik-Group", ":=", "a".repeat(248)))))
        .containsExactly("Access-Accept", "Mikrotik-Group = \"" + "a".repeat(247) + "\"");
  }

  @Test
  void a_backslash_that_the_check_refuses_would_have_become_something_else() throws Exception {
    assertThat(replyMessage("x\\ty")).isEqualTo("x\ty");
    assertThat(replyMessage("x\\101y")).isEqualTo("xAy");
    assertThat(replyMessage("x\\\\y")).isEqualTo("x\\y");
    assertThat(login(List.of(new ReplyAttribute("Reply-Message", ":=", "xy\\"))))
        .containsExactly("Access-Reject");
  }

  /** As it comes over the wire, since radclient prints it escaped again. */
  private String replyMessage(String written) throws Exception {
    login(List.of(new ReplyAttribute("Reply-Message", ":=", written)));
    String hex =
        new RadiusClient(radius.port()).pap("user" + users, PASSWORD).attributes().get("18");
    return new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8);
  }

  private List<String> login(List<ReplyAttribute> attributes) throws Exception {
    String username = "user" + ++users;
    String url = url(database.port());
    try (Connection connection = DriverManager.getConnection(url, owner(), "")) {
      insert(connection, "radcheck", username, "Cleartext-Password", ":=", PASSWORD);
      for (ReplyAttribute a : attributes) {
        insert(connection, "radreply", username, a.name(), a.op(), a.value());
      }
    }
    return client.login(username, PASSWORD);
  }

  private static List<String> accept(List<ReplyAttribute> attributes) {
    List<String> lines = new ArrayList<>(List.of("Access-Accept"));
    for (ReplyAttribute a : attributes) {
      AttributeFact fact = Dictionary.packed().find(a.name()).orElseThrow();
      boolean quoted = fact.type().dictionaryName().equals("string");
      lines.add(a.name() + " = " + (quoted ? "\"" + a.value() + "\"" : a.value()));
    }
    return lines;
  }

  private static void insert(Connection connection, String table, String... row) throws Exception {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into " + table + " (username, attribute, op, value) values (?, ?, ?, ?)")) {
      for (int i = 0; i < row.length; i++) {
        insert.setString(i + 1, row[i]);
      }
      insert.executeUpdate();
    }
  }
}
