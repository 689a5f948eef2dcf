package io.ispkit.radius;

import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static io.ispkit.testkit.subscriber.Subscribers.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.core.error.PermanentException;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.plugin.AdapterProvider;
import io.ispkit.core.subscriber.SubscriberDirectory;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.database.TestDatabases;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class FreeRadiusProviderTest {

  @Test
  void the_service_loader_finds_it() {
    assertThat(ServiceLoader.load(AdapterProvider.class))
        .anySatisfy(
            provider -> {
              assertThat(provider.info().id()).isEqualTo("freeradius");
              assertThat(provider.port()).isEqualTo(SubscriberDirectory.class);
            });
  }

  @Test
  void all_faults_of_the_options_are_named_at_once_and_no_secret() {
    Map<String, String> options =
        Map.of(
            "url", "jdbc:oracle:thin:@host",
            "password", "hidden-pw",
            "schema", "Radius; drop",
            "create_schema", "maybe",
            "password_form", "nt");
    assertThatThrownBy(() -> TestContext.open(new NoTransactions(), options))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("url")
        .hasMessageContaining("schema")
        .hasMessageContaining("create_schema")
        .hasMessageContaining("password_form")
        .hasMessageNotContaining("hidden-pw");
  }

  @Test
  void a_url_with_a_password_is_refused_without_showing_it() {
    Map<String, String> options =
        Map.of("url", "jdbc:postgresql://h/radius?user=a&password=hidden-pw");
    assertThatThrownBy(() -> TestContext.open(new NoTransactions(), options))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("url")
        .hasMessageNotContaining("hidden-pw");
  }

  @Test
  void a_password_form_is_refused_where_the_login_protocol_cannot_use_it() {
    for (String access : new String[] {"pppoe", "chap", "ms_chap"}) {
      assertThatThrownBy(
              () ->
                  FreeRadiusOptions.read(
                      TestContext.read(
                          Map.of("access_type", access, "password_form", "crypt_sha512"))))
          .isInstanceOf(PermanentException.class)
          .hasMessageContaining(access);
    }
    assertThat(
            FreeRadiusOptions.read(
                    TestContext.read(Map.of("access_type", "ms_chap", "password_form", "nt")))
                .passwordForm())
        .isEqualTo(PasswordForm.NT);
  }

  @Test
  void a_hashed_password_is_not_given_out() {
    TestDatabase database = TestDatabases.h2();
    try (TestTables tables =
        new TestTables(database.url(), database.username(), database.password(), "radius")) {
      SubscriberDirectory directory =
          TestContext.open(tables, Map.of("access_type", "pap", "password_form", "crypt_sha512"));
      directory.provision(spec("jane"), operation("acme", "op")).orElseThrow();
      assertThat(tables.rowsOf("jane").get(0)).matches("radcheck Crypt-Password := \\$6\\$.*");
      assertThat(directory.password("jane", operation("acme", "op")).orElseThrow()).isEmpty();
    }
  }

  @Test
  void a_database_that_is_away_is_a_refusal_that_may_be_repeated() {
    // nothing listens on port 1
    try (FreeRadiusDirectory directory =
        (FreeRadiusDirectory)
            TestContext.open(
                new NoTransactions(),
                Map.of("url", "jdbc:postgresql://127.0.0.1:1/radius", "password", "hidden-pw"))) {
      assertThat(directory.reach()).isEqualTo(Reach.REMOTE);
      Outcome<?> outcome = directory.provision(spec("jane"), operation("acme", "op"));
      assertThat(outcome).isInstanceOf(Outcome.Refused.class);
      assertThat(((Outcome.Refused<?>) outcome).refusal().isPermanent()).isFalse();
      assertThat(outcome.toString()).doesNotContain("hidden-pw");
    }
  }

  @Test
  void missing_tables_are_named_when_they_must_not_be_made() {
    TestDatabase database = TestDatabases.h2();
    try (FreeRadiusDirectory directory =
        (FreeRadiusDirectory)
            TestContext.open(
                new NoTransactions(),
                Map.of("url", database.url(), "username", database.username()))) {
      assertThatThrownBy(() -> directory.provision(spec("jane"), operation("acme", "op")))
          .isInstanceOf(PermanentException.class)
          .hasMessageContaining("isp_subscriber")
          .hasMessageContaining("radcheck")
          .hasMessageContaining("create_schema");
    }
  }

  /** H2 folds by the locale of the process, and that of the tests has another small I. */
  @Test
  void tables_that_are_there_are_seen_in_every_locale() {
    TestDatabase database = TestDatabases.h2();
    Map<String, String> options = new HashMap<>(TestContext.remote(database, database.url()));
    options.put("schema", "radius");
    try (FreeRadiusDirectory makes =
            (FreeRadiusDirectory) TestContext.open(new NoTransactions(), options);
        FreeRadiusDirectory finds =
            (FreeRadiusDirectory)
                TestContext.open(new NoTransactions(), with(options, "create_schema", "never"))) {
      makes.provision(spec("jane"), operation("acme", "op")).orElseThrow();
      assertThat(finds.find(operation("acme", "op")).orElseThrow()).isPresent();
    }
  }

  private static Map<String, String> with(Map<String, String> options, String name, String value) {
    Map<String, String> others = new HashMap<>(options);
    others.put(name, value);
    return others;
  }
}
