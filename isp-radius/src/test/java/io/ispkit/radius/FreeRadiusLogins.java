package io.ispkit.radius;

import static io.ispkit.testkit.subscriber.Subscribers.address;
import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static io.ispkit.testkit.subscriber.Subscribers.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.operation.Operation;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.subscriber.SubscriberSpec;
import io.ispkit.radius.dictionary.Bounds;
import io.ispkit.testkit.interop.InteropServer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A real FreeRADIUS reads what the adapter has written, and answers what it should. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class FreeRadiusLogins {

  private static final String SESSION_TIMEOUT = "27";
  private static final String IDLE_TIMEOUT = "28";

  private InteropServer radius;
  private RadiusClient client;
  private FreeRadiusDirectory directory;

  /** The URL of the database {@code radius} and its user, without the tables if ours are tried. */
  abstract Map<String, String> database();

  /** Starts FreeRADIUS on {@code server}. */
  final void start(InteropServer server, String dialect, boolean ourTables) {
    if (ourTables) {
      directory = open(Map.of());
      directory.provision(spec("first"), operation("acme", "first")).orElseThrow();
    }
    radius = InteropServer.start("freeradius", dialect, "" + server.port());
    client = new RadiusClient(radius.port());
    if (!ourTables) {
      directory = open(Map.of());
    }
  }

  private FreeRadiusDirectory open(Map<String, String> more) {
    Map<String, String> options = new HashMap<>(database());
    options.put("create_schema", "if_missing");
    options.putAll(more);
    return (FreeRadiusDirectory) TestContext.open(new NoTransactions(), options);
  }

  @AfterAll
  void closeAll() {
    if (directory != null) {
      directory.close();
    }
    if (radius != null) {
      radius.close();
    }
  }

  @Test
  void a_subscriber_logs_in_with_pap_and_chap_and_gets_exactly_what_was_asked_for()
      throws Exception {
    SubscriberSpec spec = spec("jane.roe@acme.example");
    String password = provision(directory, spec);
    Map<String, String> expected =
        Map.of(
            "14988.8",
            text("20M/100M"),
            "8",
            "6440000a",
            "9",
            "ffffffff",
            SESSION_TIMEOUT,
            integer(86_400),
            IDLE_TIMEOUT,
            integer(900));
    assertThat(client.pap(spec.username(), password))
        .isEqualTo(new RadiusClient.Answer(2, expected));
    assertThat(client.chap(spec.username(), password))
        .isEqualTo(new RadiusClient.Answer(2, expected));
  }

  @Test
  void a_wrong_password_is_rejected_and_tells_nothing() throws Exception {
    SubscriberSpec spec = spec("wrong.password@acme.example");
    String password = provision(directory, spec);
    RadiusClient.Answer rejected = new RadiusClient.Answer(3, Map.of());
    assertThat(client.pap(spec.username(), password + "x")).isEqualTo(rejected);
    assertThat(client.chap(spec.username(), password + "x")).isEqualTo(rejected);
  }

  @Test
  void a_subscriber_without_a_static_address_gets_none() throws Exception {
    SubscriberSpec spec = spec("pool:user/1_2-3", null);
    String password = provision(directory, spec);
    assertThat(client.pap(spec.username(), password).attributes())
        .containsOnlyKeys("14988.8", SESSION_TIMEOUT, IDLE_TIMEOUT);
  }

  @Test
  void a_static_ipv6_address_goes_out_as_framed_ipv6_address() throws Exception {
    SubscriberSpec spec = spec("six", address("2001:db8::17"));
    String password = provision(directory, spec);
    assertThat(client.pap(spec.username(), password).attributes())
        .containsEntry("168", "20010db8000000000000000000000017")
        .doesNotContainKeys("8", "9");
  }

  @Test
  void an_undone_subscriber_is_rejected() throws Exception {
    SubscriberSpec spec = spec("undone");
    String password = provision(directory, spec);
    assertThat(client.pap(spec.username(), password).accepts()).isTrue();
    directory.restore(operation("acme", spec.username())).orElseThrow();
    assertThat(client.pap(spec.username(), password).accepts()).isFalse();
  }

  @Test
  void wispr_rates_go_out_as_unsigned_integers() throws Exception {
    try (FreeRadiusDirectory wispr = open(Map.of("vendor", "wispr"))) {
      SubscriberSpec like = spec("wispr");
      SubscriberSpec spec =
          new SubscriberSpec(
              like.customer(),
              like.username(),
              like.profile(),
              new BitRate(Bounds.MAX_INTEGER),
              BitRate.ofMbps(20),
              null,
              like.sessionTimeout(),
              like.idleTimeout());
      String password = provision(wispr, spec);
      assertThat(client.pap(spec.username(), password).attributes())
          .containsEntry("14122.7", integer(20_000_000))
          .containsEntry("14122.8", "ffffffff");
    }
  }

  @Test
  void hashed_passwords_are_what_the_server_computes() throws Exception {
    for (PasswordForm form : new PasswordForm[] {PasswordForm.NT, PasswordForm.CRYPT_SHA512}) {
      String username = "hashed-" + form.attribute().toLowerCase(java.util.Locale.ROOT);
      String stored =
          form.store(io.ispkit.core.secret.Secret.of("s3cret"), new java.util.Random(1));
      insertCheck(username, form.attribute(), stored);
      assertThat(client.pap(username, "s3cret").accepts()).as(username).isTrue();
      assertThat(client.pap(username, "other").accepts()).as(username).isFalse();
    }
  }

  /** Writes one row of radcheck past the adapter. */
  abstract void insertCheck(String username, String attribute, String value) throws Exception;

  private static String provision(FreeRadiusDirectory directory, SubscriberSpec spec) {
    Operation operation =
        operation("acme", spec.username().replace('@', '.').replace(':', '.').replace('/', '.'));
    directory.provision(spec, operation).orElseThrow();
    return directory.password(spec.username(), operation).orElseThrow().orElseThrow().reveal();
  }

  private static String text(String value) {
    return HexFormat.of().formatHex(value.getBytes(StandardCharsets.US_ASCII));
  }

  private static String integer(long value) {
    return String.format(java.util.Locale.ROOT, "%08x", value);
  }
}
