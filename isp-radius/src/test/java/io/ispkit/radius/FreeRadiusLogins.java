package io.ispkit.radius;

import static io.ispkit.testkit.subscriber.Subscribers.address;
import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static io.ispkit.testkit.subscriber.Subscribers.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.secret.Secret;
import io.ispkit.core.subscriber.SubscriberSpec;
import io.ispkit.radius.access.LoginProtocol;
import io.ispkit.radius.access.StoredForms;
import io.ispkit.radius.access.StoredPassword;
import io.ispkit.radius.bulk.ImportReport;
import io.ispkit.radius.bulk.ImportSettings;
import io.ispkit.radius.bulk.LineFault;
import io.ispkit.radius.bulk.LoginProof;
import io.ispkit.radius.dictionary.Bounds;
import io.ispkit.radius.dictionary.RowTable;
import io.ispkit.radius.dynauth.AttributeNumber;
import io.ispkit.radius.dynauth.Retransmission;
import io.ispkit.radius.explain.AttributeRow;
import io.ispkit.radius.explain.Explain;
import io.ispkit.radius.explain.LoginMethod;
import io.ispkit.radius.explain.LoginRequest;
import io.ispkit.radius.explain.LoginRows;
import io.ispkit.radius.explain.ServerSettings;
import io.ispkit.radius.explain.Verdict;
import io.ispkit.radius.login.AcceptedLogin;
import io.ispkit.radius.login.LoginClient;
import io.ispkit.radius.login.LoginServer;
import io.ispkit.radius.login.ReceivedAttribute;
import io.ispkit.testkit.interop.InteropServer;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A real FreeRADIUS reads what the adapter has written, and answers what it should. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class FreeRadiusLogins {

  private static final String SESSION_TIMEOUT = "27";
  private static final String IDLE_TIMEOUT = "28";
  private static final ImportSettings PROVING =
      ImportSettings.of(Duration.ofHours(24), Duration.ofMinutes(15));

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
      String username = "hashed-" + form.attribute().toLowerCase(Locale.ROOT);
      String stored = form.store(Secret.of("s3cret"), new java.util.Random(1));
      insertCheck(username, form.attribute(), stored);
      assertThat(client.pap(username, "s3cret").accepts()).as(username).isTrue();
      assertThat(client.pap(username, "other").accepts()).as(username).isFalse();
    }
  }

  @Test
  void the_server_lets_in_by_every_stored_form_that_is_taken_and_by_none_that_is_refused()
      throws Exception {
    Explain explain = new Explain(ServerSettings.shipped(ZoneOffset.UTC));
    int number = 0;
    for (StoredPassword stored :
        Stream.concat(StoredForms.taken(), StoredForms.useless()).toList()) {
      boolean taken = number++ < StoredForms.taken().count();
      String username = "stored-" + number;
      insertCheck(username, stored.attribute(), stored.value().reveal());
      String form = username + ": " + stored.attribute() + " " + stored.value().reveal();
      assertThat(client.pap(username, "s3cret").accepts()).as(form).isEqualTo(taken);
      assertThat(client.pap(username, "other").accepts()).as(form).isFalse();
      Verdict told =
          explain
              .explain(
                  new LoginRows(
                      List.of(
                          new AttributeRow(
                              RowTable.RADCHECK,
                              number,
                              username,
                              stored.attribute(),
                              ":=",
                              stored.value().reveal())),
                      List.of()),
                  LoginRequest.of(username, LoginMethod.PAP, Secret.of("s3cret"), Instant.EPOCH))
              .verdict();
      assertThat(told).as(form).isNotEqualTo(taken ? Verdict.REJECT : Verdict.ACCEPT);
    }
  }

  @Test
  void an_import_is_proved_by_logins_at_the_server_before_it_is_written() {
    String csv =
        "customer,username,password,plan,download,upload\n"
            + "c1,proved-1,s3cret one,fiber_100,100M,20M\n"
            + "c2,proved-2,s3cret two,fiber_100,100M,20M\n";
    LoginServer server =
        LoginServer.of(address("127.0.0.1"), radius.port(), Secret.of("testing123"));
    for (LoginProtocol protocol : List.of(LoginProtocol.PAP, LoginProtocol.CHAP)) {
      String id = "proof-" + protocol.name().toLowerCase(Locale.ROOT);
      String lines = csv.replace("proved", id);
      ImportSettings proving = PROVING.with(LoginProof.by(LoginClient.of(server), protocol), 2);
      ImportReport report = importing(directory, lines, id, proving).orElseThrow();
      assertThat(report).as(id).isEqualTo(new ImportReport(2, 0, 0, 2, 2));
    }
    // of a server with another secret nothing is known, so nothing is written
    LoginServer other = LoginServer.of(server.address(), server.port(), Secret.of("another"));
    LoginClient hasty =
        LoginClient.of(other)
            .with(
                new Retransmission(
                    Duration.ofMillis(400), Duration.ofMillis(400), 1, Duration.ofMillis(400)));
    ImportSettings deaf = PROVING.with(LoginProof.by(hasty, LoginProtocol.PAP), 2);
    Refusal unanswered = refusal(importing(directory, csv, "deaf", deaf));
    assertThat(unanswered.code()).isEqualTo("login_failed");
    assertThat(unanswered.isPermanent()).isFalse();
    assertThat(directory.find(operation("acme", "deaf.2")).orElseThrow()).isEmpty();
    // a hash serves PAP, and the NAS speak CHAP
    try (FreeRadiusDirectory hashing =
        open(Map.of("access_type", "pap", "password_form", "crypt_sha512"))) {
      ImportSettings chap =
          PROVING.with(LoginProof.by(LoginClient.of(server), LoginProtocol.CHAP), 2);
      Refusal refused = refusal(importing(hashing, csv, "hashed", chap));
      assertThat(refused.toString())
          .contains("login_failed")
          .contains("did not let proved-1 in; the sample is taken back");
      assertThat(refused.isPermanent()).isTrue();
      assertThat(hashing.find(operation("acme", "hashed.2")).orElseThrow()).isEmpty();
      ImportSettings pap =
          PROVING.with(LoginProof.by(LoginClient.of(server), LoginProtocol.PAP), 2);
      assertThat(importing(hashing, csv, "hashed", pap).isDone()).isTrue();
    }
  }

  @Test
  void a_login_of_our_own_tells_what_the_nas_is_told_also_where_all_must_sign() {
    SubscriberSpec spec = spec("own.login@acme.example");
    Secret password = Secret.of(provision(directory, spec));
    LoginServer server =
        LoginServer.of(address("127.0.0.1"), radius.port(), Secret.of("testing123"));
    // the server takes 127.0.0.2 for a client that must sign, and signs its answers to it
    LoginClient strict = LoginClient.of(server.signingAnswers()).from(address("127.0.0.2"));
    LoginClient plain = LoginClient.of(server).from(address("127.0.0.2"));
    for (LoginProtocol protocol : List.of(LoginProtocol.PAP, LoginProtocol.CHAP)) {
      AcceptedLogin accepted = strict.login(spec.username(), password, protocol).orElseThrow();
      assertThat(accepted.all(AttributeNumber.vendor(14988, 8)))
          .extracting(ReceivedAttribute::text)
          .containsExactly("20M/100M");
      assertThat(accepted.all(AttributeNumber.standard(27)).get(0).integer()).hasValue(86_400);
      // it does not sign a rejection, though, as its answer to anybody else
      Refusal refused =
          refusal(plain.login(spec.username(), password.map(text -> text + "x"), protocol));
      assertThat(refused.code()).isEqualTo("access_rejected");
    }
  }

  private static Outcome<ImportReport> importing(
      FreeRadiusDirectory to, String csv, String id, ImportSettings settings) {
    List<LineFault> faults = new ArrayList<>();
    Outcome<ImportReport> outcome =
        to.imports().run(() -> new StringReader(csv), id, settings, faults::add);
    assertThat(faults).isEmpty();
    return outcome;
  }

  private static Refusal refusal(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal();
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
    return String.format(Locale.ROOT, "%08x", value);
  }
}
