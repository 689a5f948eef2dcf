package io.ispkit.radius;

import io.ispkit.testkit.interop.InteropServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** FreeRADIUS on PostgreSQL, in the tables that the adapter makes. */
@Tag("interop")
class FreeRadiusOnPostgresqlIT extends FreeRadiusLogins {

  private InteropServer server;

  @BeforeAll
  void startAll() throws Exception {
    server = InteropServer.start("postgresql");
    try (Connection connection = DriverManager.getConnection(url("postgres"), "postgres", "")) {
      connection.createStatement().execute("create database radius");
    }
    start(server, "postgresql", true);
  }

  @AfterAll
  void stopServer() {
    closeAll();
    if (server != null) {
      server.close();
    }
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database;
  }

  @Override
  Map<String, String> database() {
    return Map.of("url", url("radius"), "username", "postgres");
  }

  @Override
  void insertCheck(String username, String attribute, String value) throws Exception {
    try (Connection connection = DriverManager.getConnection(url("radius"), "postgres", "");
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
