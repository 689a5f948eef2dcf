package io.ispkit.radius;

import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static io.ispkit.testkit.subscriber.Subscribers.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.operation.Operation;
import io.ispkit.core.secret.Secret;
import io.ispkit.core.subscriber.SubscriberDirectory;
import io.ispkit.core.subscriber.SubscriberSpec;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.database.TestDatabases;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The password that a caller gives a subscriber. */
class GivenPasswordTest {

  private static SubscriberSpec with(String username, String password) {
    SubscriberSpec spec = spec(username);
    return new SubscriberSpec(
        spec.customer(),
        spec.username(),
        spec.profile(),
        spec.download(),
        spec.upload(),
        null,
        spec.sessionTimeout(),
        spec.idleTimeout(),
        Secret.of(password));
  }

  /** RFC 2865 section 5.2: User-Password carries 128 octets, whatever form is stored. */
  @Test
  void one_that_no_nas_can_send_is_refused_and_nothing_is_written() {
    TestDatabase database = TestDatabases.h2();
    String fits = "é".repeat(64);
    try (TestTables tables =
        new TestTables(database.url(), database.username(), database.password(), "radius")) {
      for (String form : List.of("cleartext", "nt")) {
        SubscriberDirectory directory =
            TestContext.open(tables, Map.of("access_type", "pap", "password_form", form));
        Operation operation = operation("acme", form);
        SubscriberSpec spec = with(form, fits + "x");
        assertThat(directory.plan(spec, operation).toString())
            .contains("value_not_allowed", "1 to 128 bytes")
            .doesNotContain("é");
        assertThat(directory.provision(spec, operation).toString())
            .contains("value_not_allowed", "1 to 128 bytes")
            .doesNotContain("é");
        assertThat(tables.rowsOf(form)).isEmpty();
        assertThat(directory.provision(with(form, fits), operation).isDone()).isTrue();
      }
    }
  }
}
