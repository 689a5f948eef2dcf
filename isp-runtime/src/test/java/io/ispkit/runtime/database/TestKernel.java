package io.ispkit.runtime.database;

import io.ispkit.core.secret.Secret;
import io.ispkit.testkit.database.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Opens and migrates the database of a test. */
public final class TestKernel {

  private TestKernel() {}

  public static Database open(TestDatabase place) {
    Database database = Database.open(options(place));
    database.migrate(TestKernel.class.getClassLoader());
    return database;
  }

  /** A connection of the host to the same database, also while the backend has it open. */
  public static Connection connect(TestDatabase place) throws SQLException {
    return DriverManager.getConnection(
        Database.durableUrl(place.url()), place.username(), place.password());
  }

  public static DatabaseOptions options(TestDatabase place) {
    String password = place.password();
    return DatabaseOptions.of(place.url(), place.username())
        .withPassword(password.isEmpty() ? null : Secret.of(password));
  }
}
