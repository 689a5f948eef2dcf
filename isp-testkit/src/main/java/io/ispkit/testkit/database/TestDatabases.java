package io.ispkit.testkit.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Makes fresh databases. PostgreSQL is started once per JVM, when it is first asked for, from
 * binaries on the class path, and stops with the JVM; it works for root too. Thread-safe.
 *
 * <p>No session runs in UTC: H2's is in Caracas; PostgreSQL's driver sets the JVM's own zone, so
 * the build runs tests in a zone that is not UTC.
 */
public final class TestDatabases {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private TestDatabases() {}

  /** One fresh database of each product; see {@link OnEachDatabase}. */
  public static Stream<TestDatabase> each() {
    return Stream.of("h2", "postgresql").map(TestDatabases::fresh);
  }

  /**
   * A fresh database.
   *
   * @param product {@code h2} or {@code postgresql}
   */
  public static TestDatabase fresh(String product) {
    return switch (product) {
      case "h2" -> h2();
      case "postgresql" -> postgresql();
      default -> throw new IllegalArgumentException("expected h2 or postgresql, got " + product);
    };
  }

  /** A new H2 file in a temporary directory, which is deleted when the JVM ends. */
  public static TestDatabase h2() {
    try {
      Path directory = Files.createTempDirectory("isp-h2-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
      String url = "jdbc:h2:file:" + directory.resolve("isp") + ";TIME ZONE=America/Caracas";
      return new TestDatabase("h2", url, "sa", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new database on the PostgreSQL of this JVM, with commits that survive a killed server. */
  public static TestDatabase postgresql() {
    EmbeddedPostgres server = Server.RUNNING;
    String name = "isp" + COUNT.incrementAndGet();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot make a database", e);
    }
    return new TestDatabase(
        "postgresql", server.getJdbcUrl("postgres", name), "postgres", "postgres");
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      // A temporary directory stays behind: the system cleans it up.
    }
  }

  /**
   * Started by the first use of the class: starting takes seconds, and one serves the whole JVM.
   */
  private static final class Server {
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_connections", "200")
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot start PostgreSQL", e);
      }
    }
  }
}
