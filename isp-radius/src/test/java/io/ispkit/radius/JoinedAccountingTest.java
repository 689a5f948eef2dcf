package io.ispkit.radius;

import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.operation.Operation;
import io.ispkit.core.secret.Secret;
import io.ispkit.radius.accounting.Accounting;
import io.ispkit.radius.accounting.AccountingSettings;
import io.ispkit.radius.accounting.OfferedIndex;
import io.ispkit.radius.accounting.SessionFilter;
import io.ispkit.radius.nas.ClientReading;
import io.ispkit.radius.nas.NasClient;
import io.ispkit.radius.nas.NasClients;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.database.TestDatabases;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Accounting and NAS in the backend's own database, which folds names to upper case. */
class JoinedAccountingTest {

  private static final Operation OPERATION = operation("acme", "job.1");

  @Test
  void tables_of_the_backend_join_the_transaction_of_the_operation() {
    TestDatabase database = TestDatabases.fresh("h2");
    try (TestTables tables =
        new TestTables(database.url(), database.username(), database.password(), "radius")) {
      RadiusDatabase radius =
          RadiusDatabases.open(new TestContext(tables, TestContext.read(Map.of())));
      Accounting accounting =
          new Accounting(
              radius,
              AccountingSettings.of(
                  OPERATION.tenant(), InstantSource.fixed(Instant.parse("2026-03-15T12:00:00Z"))));
      assertThat(accounting.sessions().countLive(SessionFilter.any()).orElseThrow()).isZero();
      assertThat(accounting.samples().createTable(OPERATION).orElseThrow()).isTrue();
      assertThat(accounting.samples().isKept().orElseThrow()).isTrue();
      for (OfferedIndex index : accounting.indexes().missing().orElseThrow()) {
        accounting.indexes().create(index, OPERATION).orElseThrow();
      }
      assertThat(accounting.indexes().missing().orElseThrow()).isEmpty();
      NasClients clients = new NasClients(radius, ClientReading.AT_START);
      NasClient nas = NasClient.of("192.0.2.1", "bng-1", Secret.of("testing123"));
      tables.transact(transaction -> clients.add(nas, OPERATION.within(transaction)).orElseThrow());
      assertThat(clients.list(OPERATION.tenant()).orElseThrow())
          .extracting(row -> row.client())
          .containsExactly(nas);
    }
  }
}
