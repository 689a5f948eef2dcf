package io.ispkit.radius;

import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static io.ispkit.testkit.subscriber.Subscribers.spec;

import io.ispkit.core.subscriber.SubscriberDirectory;
import io.ispkit.testkit.interop.InteropServer;
import io.ispkit.testkit.subscriber.RemoteSubscribersKit;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The tables in a MariaDB of their own. */
@Tag("interop")
class RemoteMariadbTckIT extends RemoteSubscribersKit {

  private static InteropServer server;
  private static TestTables tables;
  private static FreeRadiusDirectory directory;

  @BeforeAll
  static void open() throws Exception {
    server = InteropServer.start("mariadb");
    String url = "jdbc:mariadb://127.0.0.1:" + server.port() + "/";
    try (Connection connection = DriverManager.getConnection(url + "mysql", "root", "")) {
      connection.createStatement().execute("create database radius");
    }
    tables = new TestTables(url + "radius", "root", "", "");
    directory =
        (FreeRadiusDirectory)
            TestContext.open(
                new NoTransactions(),
                Map.of("url", url + "radius", "username", "root", "create_schema", "if_missing"));
    directory.provision(spec("first"), operation("acme", "first")).orElseThrow();
  }

  @AfterAll
  static void close() {
    if (directory != null) {
      directory.close();
      tables.close();
    }
    if (server != null) {
      server.close();
    }
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
