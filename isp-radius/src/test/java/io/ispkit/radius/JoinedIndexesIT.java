package io.ispkit.radius;

import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.core.operation.Operation;
import io.ispkit.radius.accounting.Accounting;
import io.ispkit.radius.accounting.AccountingIndexes;
import io.ispkit.radius.accounting.AccountingSettings;
import io.ispkit.radius.accounting.OfferedIndex;
import io.ispkit.radius.accounting.SessionFilter;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.database.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Indexes of accounting in the backend's own PostgreSQL, where none is made concurrently. */
class JoinedIndexesIT {

  private static final Operation OPERATION = operation("acme", "job.1");

  @Test
  void an_index_that_somebody_made_in_vain_is_made_anew() throws SQLException {
    TestDatabase database = TestDatabases.fresh("postgresql");
    try (TestTables tables =
            new TestTables(database.url(), database.username(), database.password(), "radius");
        Connection person = database.connect();
        Statement statement = person.createStatement()) {
      Accounting accounting =
          new Accounting(
              RadiusDatabases.open(new TestContext(tables, TestContext.read(Map.of()))),
              AccountingSettings.of(
                  OPERATION.tenant(), InstantSource.fixed(Instant.parse("2026-03-15T12:00:00Z"))));
      accounting.sessions().countLive(SessionFilter.any()).orElseThrow();
      statement.execute(
          "insert into radius.radacct (acctsessionid, acctuniqueid, username, nasipaddress) values"
              + " ('a', 'a', 'jane', '192.0.2.1'), ('b', 'b', 'jane', '192.0.2.1')");
      assertThatThrownBy(
              () ->
                  statement.execute(
                      "create unique index concurrently isp_radacct_username on radius.radacct"
                          + " (username)"))
          .isInstanceOf(SQLException.class);
      AccountingIndexes indexes = accounting.indexes();
      OfferedIndex broken =
          indexes.missing().orElseThrow().stream()
              .filter(index -> index.name().equals("isp_radacct_username"))
              .findFirst()
              .orElseThrow();
      assertThat(broken.statements()).hasSize(2);
      assertThat(indexes.create(broken, OPERATION).isDone()).isTrue();
      assertThat(indexes.missing().orElseThrow())
          .extracting(OfferedIndex::name)
          .isNotEmpty()
          .doesNotContain("isp_radacct_username");
    }
  }
}
