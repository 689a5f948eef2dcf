package io.ispkit.radius;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ispkit.core.error.CommitUnknownException;
import io.ispkit.core.error.RetryableException;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.core.transaction.Transactions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A database with RADIUS tables, seen from outside of the adapter, and transactions on it. */
public final class TestTables implements Transactions, AutoCloseable {

  private final HikariDataSource source;
  private final String product;
  private final String prefix;

  /**
   * @param schema empty: where the connection stands
   */
  public TestTables(String url, String username, String password, String schema) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(username);
    config.setPassword(password);
    config.setMaximumPoolSize(12);
    config.setAutoCommit(false);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    this.source = new HikariDataSource(config);
    this.product = ServerOptions.product(url);
    this.prefix = schema.isEmpty() ? "" : schema + ".";
  }

  @Override
  public <T> T transact(Body<T> body) {
    try (Connection connection = source.getConnection()) {
      T result;
      try {
        result = body.run(new Open(connection));
      } catch (RuntimeException e) {
        connection.rollback();
        throw e;
      }
      commit(connection);
      return result;
    } catch (SQLException e) {
      throw new RetryableException("database", e);
    }
  }

  private static void commit(Connection connection) {
    try {
      connection.commit();
    } catch (SQLException e) {
      throw new CommitUnknownException("the connection broke during a commit", e);
    }
  }

  @Override
  public String product() {
    return product;
  }

  RadiusTables tables(Transaction transaction) {
    return RadiusTables.on(
        transaction.connection(), product, prefix.isEmpty() ? "" : prefix.replace(".", ""));
  }

  /** Every row of every table that the adapter writes. */
  List<String> contents() {
    List<String> rows = new ArrayList<>();
    for (String table : List.of("radcheck", "radreply", "radusergroup", "isp_subscriber")) {
      rows.addAll(query("select * from " + prefix + table + " order by 1, 2", table));
    }
    return rows;
  }

  /** What FreeRADIUS reads of one user: table, attribute, operator, value. */
  List<String> rowsOf(String username) {
    return transact(
        transaction ->
            new UserRows(tables(transaction))
                .read(username).stream()
                    .map(StoredRow::content)
                    .map(row -> row + " " + row.value())
                    .toList());
  }

  void strangersRow(String username) {
    execute(
        "insert into "
            + prefix
            + "radcheck (username, attribute, op) values ('"
            + username
            + "', 'Expiration', ':=')");
  }

  public void execute(String sql) {
    transact(
        transaction -> {
          try (Statement statement = transaction.connection().createStatement()) {
            return statement.execute(sql);
          } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
          }
        });
  }

  /** The rows of a query, with {@code label} in front. */
  public List<String> query(String sql, String label) {
    return transact(
        transaction -> {
          List<String> rows = new ArrayList<>();
          try (Statement statement = transaction.connection().createStatement();
              ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
              StringBuilder row = new StringBuilder(label);
              for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                row.append('|').append(found.getString(i));
              }
              rows.add(row.toString());
            }
          } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
          }
          return rows;
        });
  }

  @Override
  public void close() {
    source.close();
  }

  private record Open(Connection connection) implements Transaction {
    @Override
    public void afterCommit(Runnable action) {
      throw new UnsupportedOperationException("nothing here runs after a commit");
    }
  }
}
