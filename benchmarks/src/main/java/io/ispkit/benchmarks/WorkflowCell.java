package io.ispkit.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** One engine that runs a workflow of seven durable steps, each of which inserts one domain row. */
interface WorkflowCell extends AutoCloseable {

  int STEPS = 7;

  String INSERT = "insert into dom(wf, step, v) values (?, ?, ?)";

  String VALUE = "provision-step-result";

  String name();

  /** Runs one workflow and returns when its end is durable. */
  void run(String id) throws Exception;

  @Override
  void close();

  static void createDomainTable(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table dom(id bigserial primary key, wf text not null, step int not null, v text)");
    }
  }

  /** The domain write of one step. */
  static void write(Connection connection, String id, int step) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, id);
      insert.setInt(2, step);
      insert.setString(3, VALUE);
      insert.executeUpdate();
    }
  }
}
