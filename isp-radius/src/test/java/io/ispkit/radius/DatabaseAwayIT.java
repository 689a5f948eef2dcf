package io.ispkit.radius;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.id.OperationId;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.database.TestDatabases;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A database of RADIUS tables that goes away and comes back. */
class DatabaseAwayIT {

  private static final Operation OPERATION =
      Operation.of(new TenantId("acme"), new OperationId("run.radius"));

  private final TestDatabase server = TestDatabases.postgresql();
  private final URI direct = URI.create(server.url().substring("jdbc:".length()));

  private RadiusDatabase open(int port, Map<String, String> more) {
    Map<String, String> options =
        TestContext.remote(server, "jdbc:postgresql://127.0.0.1:" + port + direct.getPath());
    options.putAll(more);
    return RadiusDatabases.open(new TestContext(new NoTransactions(), TestContext.read(options)));
  }

  private static Optional<Refusal> refusal(RadiusDatabase database) {
    Outcome<String> outcome =
        database.read(OPERATION, tables -> Outcome.done("" + tables.sql().fetchValue("select 1")));
    return outcome instanceof Outcome.Refused<String> refused
        ? Optional.of(refused.refusal())
        : Optional.empty();
  }

  @Test
  void a_dead_database_refuses_at_once_and_is_tried_by_one_call_a_pause() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(direct.getPort());
        RadiusDatabase database =
            open(
                proxy.port(),
                Map.of(
                    "connect_timeout", "1s",
                    "breaker_failures", "2",
                    "breaker_calls", "2",
                    "breaker_pause", "2s"))) {
      Awaitility.await().until(() -> refusal(database).isEmpty());
      proxy.goDown();
      assertThat(refusal(database).orElseThrow().code()).isEqualTo("database_away");
      assertThat(refusal(database).orElseThrow().code()).isEqualTo("database_away");
      Awaitility.await().during(Duration.ofMillis(200)).until(steady(proxy));

      int knocks = proxy.knocks();
      Refusal atOnce = refusal(database).orElseThrow();
      assertThat(atOnce.code()).isEqualTo("database_away");
      assertThat(atOnce.message()).contains("counts as down");
      assertThat(atOnce.isPermanent()).isFalse();
      assertThat(atOnce.retryAfter().orElseThrow()).isPositive();
      assertThat(proxy.knocks()).as("nobody asked the database").isEqualTo(knocks);

      Awaitility.await().until(() -> !refusal(database).orElseThrow().message().contains("down"));
      assertThat(proxy.knocks()).as("one call tried").isGreaterThan(knocks);
      assertThat(refusal(database).orElseThrow().message()).contains("counts as down");

      proxy.comeUp();
      Awaitility.await().until(() -> refusal(database).isEmpty());
      for (int i = 0; i < 10; i++) {
        assertThat(refusal(database)).isEmpty();
      }
    }
  }

  /** The pool goes on trying for a moment after it has told that there is no connection. */
  private static Callable<Boolean> steady(CuttingProxy proxy) {
    int[] last = {-1};
    return () -> {
      boolean same = last[0] == proxy.knocks();
      last[0] = proxy.knocks();
      return same;
    };
  }

  @Test
  void what_is_refused_is_no_outage() {
    try (RadiusDatabase database = open(direct.getPort(), Map.of("breaker_failures", "1"))) {
      for (int i = 0; i < 12; i++) {
        Outcome<String> no =
            database.write(OPERATION, tables -> Outcome.refused("username_taken", "taken"));
        assertThat(no).isInstanceOf(Outcome.Refused.class);
      }
      assertThat(refusal(database)).isEmpty();
    }
  }

  @Test
  void a_transaction_too_many_is_refused_for_now() {
    try (RadiusDatabase database =
        open(direct.getPort(), Map.of("max_concurrent", "1", "wait_timeout", "10ms"))) {
      Outcome<Refusal> inner =
          database.read(OPERATION, tables -> Outcome.done(refusal(database).orElseThrow()));

      assertThat(inner.orElseThrow().code()).isEqualTo("database_busy");
      assertThat(inner.orElseThrow().isPermanent()).isFalse();
      assertThat(refusal(database)).isEmpty();
    }
  }
}
