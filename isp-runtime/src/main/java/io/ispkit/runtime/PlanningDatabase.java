package io.ispkit.runtime;

import io.ispkit.core.error.RetryableException;
import io.ispkit.core.secret.Secret;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.database.DatabaseOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Deque;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The database of a backend that only plans: whatever is written into it is gone when it closes,
 * and the real database stays as it is.
 *
 * <ul>
 *   <li>An H2 file is read, without being opened for writing, into memory.
 *   <li>PostgreSQL, and a database of the host: one transaction that is rolled back in the end.
 *   <li>Where our tables do not exist yet: fresh tables in memory. No file is made.
 * </ul>
 */
final class PlanningDatabase {

  private static final Pattern H2_FILE = Pattern.compile("jdbc:h2:(?:file:|ispkit:)?([^;]+)(;.*)?");

  private final ClassLoader loader;
  private final Deque<AutoCloseable> closers;

  PlanningDatabase(ClassLoader loader, Deque<AutoCloseable> closers) {
    this.loader = loader;
    this.closers = closers;
  }

  Database open(DatabaseOptions options) {
    try {
      Matcher h2 = H2_FILE.matcher(options.url());
      if (!h2.matches()) {
        return rehearse(connect(options.url(), options), options.schema());
      }
      String place = h2.group(1);
      Path file = Path.of(place.replaceFirst("^~", System.getProperty("user.home")) + ".mv.db");
      return place.startsWith("mem:") || !Files.exists(file)
          ? memory(options.schema(), null)
          : memory(options.schema(), options);
    } catch (SQLException e) {
      throw new RetryableException("cannot read " + options, e);
    }
  }

  Database open(DataSource source, String schema) {
    try {
      return rehearse(source.getConnection(), schema);
    } catch (SQLException e) {
      throw new RetryableException("cannot read the host's database", e);
    }
  }

  private Database rehearse(Connection connection, String schema) throws SQLException {
    if (!hasTables(connection, schema)) {
      connection.close();
      return memory(schema, null);
    }
    RehearsalSource source = new RehearsalSource(connection);
    closers.push(source);
    Database database = Database.over(source, schema);
    // On an H2 file a rollback writes, and takes its turn with those who write to it.
    closers.push(() -> database.transact(tx -> forget(source)));
    return database;
  }

  private static boolean forget(RehearsalSource source) {
    try {
      source.forget();
      return true;
    } catch (SQLException e) {
      throw new RetryableException("cannot roll a rehearsal back", e);
    }
  }

  private Database memory(String schema, @Nullable DatabaseOptions original) throws SQLException {
    String url = "jdbc:h2:mem:plan-" + UUID.randomUUID() + ";DB_CLOSE_DELAY=0";
    Connection keep = DriverManager.getConnection(url, "sa", "");
    closers.push(keep);
    if (original != null) {
      copy(original, keep);
    }
    Database database = Database.open(DatabaseOptions.of(url, "sa").withSchema(schema));
    closers.push(database);
    database.migrate(loader);
    return database;
  }

  private static void copy(DatabaseOptions original, Connection target) throws SQLException {
    String place = H2_FILE.matcher(original.url()).replaceFirst("jdbc:h2:file:$1");
    try (Connection source = connect(place + ";ACCESS_MODE_DATA=r;IFEXISTS=TRUE", original);
        Statement read = source.createStatement();
        Statement write = target.createStatement();
        ResultSet script = read.executeQuery("script")) {
      while (script.next()) {
        write.execute(script.getString(1));
      }
    }
  }

  private static Connection connect(String url, DatabaseOptions options) throws SQLException {
    Secret password = options.password();
    return DriverManager.getConnection(
        url, options.username(), password == null ? "" : password.reveal());
  }

  private static boolean hasTables(Connection connection, String schema) throws SQLException {
    for (String name : new String[] {"tenant_lock", "TENANT_LOCK"}) {
      String folded =
          name.equals("tenant_lock") ? schema : schema.toUpperCase(java.util.Locale.ROOT);
      try (ResultSet tables = connection.getMetaData().getTables(null, folded, name, null)) {
        if (tables.next()) {
          return true;
        }
      }
    }
    return false;
  }
}
