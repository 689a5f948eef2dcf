package io.ispkit.testkit.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A fresh, empty database.
 *
 * @param product {@code h2} or {@code postgresql}
 */
public record TestDatabase(String product, String url, String username, String password) {

  /** A new connection, auto-commit on; the test closes it. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url, username, password);
  }

  public boolean isH2() {
    return product.equals("h2");
  }

  @Override
  public String toString() {
    return product;
  }
}
