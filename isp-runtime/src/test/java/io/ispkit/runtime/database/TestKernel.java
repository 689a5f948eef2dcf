package io.ispkit.runtime.database;

import io.ispkit.core.secret.Secret;
import io.ispkit.testkit.database.TestDatabase;

/** Opens and migrates the database of a test. */
public final class TestKernel {

  private TestKernel() {}

  public static Database open(TestDatabase place) {
    Database database = Database.open(options(place));
    database.migrate(TestKernel.class.getClassLoader());
    return database;
  }

  public static DatabaseOptions options(TestDatabase place) {
    String password = place.password();
    return DatabaseOptions.of(place.url(), place.username())
        .withPassword(password.isEmpty() ? null : Secret.of(password));
  }
}
