package io.ispkit.radius;

import io.ispkit.testkit.interop.InteropServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** FreeRADIUS on MariaDB, in the tables that the adapter makes. */
@Tag("interop")
class FreeRadiusOnMariadbIT extends FreeRadiusLogins {

  private InteropServer server;

  @BeforeAll
  void startAll() throws Exception {
    server = InteropServer.start("mariadb");
    try (Connection connection = DriverManager.getConnection(url("mysql"), "root", "")) {
      connection.createStatement().execute("create database radius");
    }
    start(server, "mysql", true);
  }

  @AfterAll
  void stopServer() {
    closeAll();
    if (server != null) {
      server.close();
    }
  }

  private String url(String database) {
    return "jdbc:mariadb://127.0.0.1:" + server.port() + "/" + database;
  }

  @Override
  Map<String, String> database() {
    return Map.of("url", url("radius"), "username", "root");
  }

  @Override
  void insertCheck(String username, String attribute, String value) throws Exception {
    try (Connection connection = DriverManager.getConnection(url("radius"), "root", "");
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into radcheck (username, attribute, op, value) values (?, ?, ':=', ?)")) {
      insert.setString(1, username);
      insert.setString(2, attribute);
      insert.setString(3, value);
      insert.executeUpdate();
    }
  }
}
