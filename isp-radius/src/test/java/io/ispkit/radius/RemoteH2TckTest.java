package io.ispkit.radius;

import io.ispkit.core.subscriber.SubscriberDirectory;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.database.TestDatabases;
import io.ispkit.testkit.subscriber.RemoteSubscribersKit;
import io.ispkit.testkit.subscriber.Subscribers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The tables in an H2 of their own. */
class RemoteH2TckTest extends RemoteSubscribersKit {

  private static TestTables tables;
  private static FreeRadiusDirectory directory;

  @BeforeAll
  static void open() {
    TestDatabase database = TestDatabases.fresh("h2");
    String url = database.url() + ";DATABASE_TO_LOWER=TRUE;AUTO_SERVER=FALSE";
    tables = new TestTables(url, database.username(), database.password(), "");
    directory =
        (FreeRadiusDirectory)
            TestContext.open(new NoTransactions(), TestContext.remote(database, url));
    directory
        .provision(Subscribers.spec("first"), Subscribers.operation("acme", "first"))
        .orElseThrow();
  }

  @AfterAll
  static void close() {
    directory.close();
    tables.close();
  }

  @Override
  protected SubscriberDirectory directory() {
    return directory;
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
