package io.ispkit.quickstart;

import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.database.TestDatabases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where a test runs the program: a data directory that is not there yet, a configuration, and a way
 * to look into the database while no run is on.
 *
 * @param server null: the embedded database below the data directory
 */
record Place(Path data, Path config, @Nullable TestDatabase server) {

  private static final String EMBEDDED =
      """
      database:
        url: "jdbc:h2:file:${data:isp}"
        username: sa
        password: ""
      """;

  /** The shipped configuration, on {@code h2} or {@code postgresql}. */
  static Place fresh(String product, Path directory) {
    return fresh(product, directory, UnaryOperator.identity());
  }

  /**
   * The same with changes.
   *
   * @param changes makes the configuration out of the shipped one
   */
  static Place fresh(String product, Path directory, UnaryOperator<String> changes) {
    TestDatabase server = product.equals("h2") ? null : TestDatabases.fresh(product);
    String database = server == null ? EMBEDDED : section(server);
    String config = changes.apply(OrderFiles.embedded(EMBEDDED, database));
    return new Place(
        directory.resolve("data"),
        OrderFiles.write(directory.resolve("config.yaml"), config),
        server);
  }

  private static String section(TestDatabase server) {
    return """
        database:
          url: "%s"
          username: %s
          password: "%s"
        """
        .formatted(server.url(), server.username(), server.password());
  }

  /** The program's arguments, with more of them. */
  List<String> arguments(Object... more) {
    List<String> all = new ArrayList<>();
    all.addAll(List.of("--config", config.toString(), "--data", data.toString()));
    Arrays.stream(more).map(Object::toString).forEach(all::add);
    return all;
  }

  Ran run(Object... more) {
    return Ran.quickstart(arguments(more).toArray());
  }

  Dump dump() {
    return server == null ? Dump.of(data) : Dump.of(server);
  }

  /** Changes the database as somebody else would; nobody has it open. */
  void execute(String sql) {
    String url = server == null ? "jdbc:h2:file:" + data.resolve("isp") : server.url();
    String user = server == null ? "sa" : server.username();
    String password = server == null ? "" : server.password();
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  Path outbox() {
    return data.resolve("outbox");
  }
}
