package io.ispkit.radius;

import io.ispkit.core.subscriber.SubscriberDirectory;
import io.ispkit.core.transaction.Transactions;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.database.TestDatabases;
import io.ispkit.testkit.subscriber.JoinedSubscribersKit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The tables in the backend's own H2. */
class JoinedH2TckTest extends JoinedSubscribersKit {

  private static TestTables tables;
  private static SubscriberDirectory directory;

  @BeforeAll
  static void open() {
    TestDatabase database = TestDatabases.fresh("h2");
    tables = new TestTables(database.url(), database.username(), database.password(), "radius");
    directory = TestContext.open(tables, Map.of());
  }

  @AfterAll
  static void close() {
    tables.close();
  }

  @Override
  protected SubscriberDirectory directory() {
    return directory;
  }

  @Override
  protected Transactions transactions() {
    return tables;
  }

  @Override
  protected List<String> contents() {
    return tables.contents();
  }

  @Override
  protected void writeStrangersRow(String username) {
    tables.strangersRow(username);
  }
}
