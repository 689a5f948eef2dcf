package io.ispkit.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A private PostgreSQL with all the safety that production has: fsync, synchronous commit, full
 * page writes.
 */
final class BenchmarkPostgres implements AutoCloseable {

  private static final List<String> SAFETY =
      List.of("fsync", "synchronous_commit", "full_page_writes");

  private final EmbeddedPostgres server;

  private BenchmarkPostgres(EmbeddedPostgres server) {
    this.server = server;
  }

  static BenchmarkPostgres start() throws IOException, SQLException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setServerConfig("shared_buffers", "1GB")
            .setServerConfig("max_wal_size", "4GB")
            .setServerConfig("max_connections", "200");
    SAFETY.forEach(setting -> builder.setServerConfig(setting, "on"));
    EmbeddedPostgres server = builder.start();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (String setting : SAFETY) {
        try (ResultSet value = statement.executeQuery("show " + setting)) {
          value.next();
          if (!value.getString(1).equals("on")) {
            throw new IllegalStateException(setting + " is " + value.getString(1));
          }
        }
      }
    }
    return new BenchmarkPostgres(server);
  }

  /** A fresh database. */
  String create(String name) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("drop database if exists " + name + " with (force)");
      statement.execute("create database " + name);
      statement.execute("checkpoint");
    }
    return server.getJdbcUrl("postgres", name);
  }

  /** A pool on a database made by {@link #create}. */
  static HikariDataSource pool(String url, int size) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername("postgres");
    config.setMaximumPoolSize(size);
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    return new HikariDataSource(config);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
