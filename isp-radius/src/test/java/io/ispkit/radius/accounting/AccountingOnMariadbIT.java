package io.ispkit.radius.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.interop.InteropServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On MariaDB, whose times have no zone and whose addresses are text. */
@Tag("interop")
class AccountingOnMariadbIT extends AccountingBehaviour {

  private static InteropServer server;

  AccountingOnMariadbIT() throws SQLException {
    super(new RadacctRows(database()));
  }

  private static TestDatabase database() throws SQLException {
    if (server == null) {
      server = InteropServer.start("mariadb");
    }
    String url = "jdbc:mariadb://127.0.0.1:" + server.port() + "/";
    try (Connection connection = DriverManager.getConnection(url + "mysql", "root", "")) {
      connection.createStatement().execute("create database if not exists radius");
    }
    return new TestDatabase("mariadb", url + "radius", "root", "");
  }

  /** FreeRADIUS's own schema for MariaDB has every index that is wanted. */
  @Override
  @Test
  void indexes_are_offered_until_they_are_there() {
    assertThat(rows.accounting().indexes().missing().orElseThrow()).isEmpty();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
      server = null;
    }
  }
}
