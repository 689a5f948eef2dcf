package io.ispkit.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * The floor: a journal written by hand, one commit to start and one for each step, with the step's
 * domain row in the same transaction. No engine that commits once a step can be faster than this on
 * the same database.
 */
final class JdbcCell implements WorkflowCell {

  private final DataSource dataSource;

  JdbcCell(DataSource dataSource) throws SQLException {
    this.dataSource = dataSource;
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table wf_run(id text primary key, status smallint not null, pos smallint not null)"
              + " with (fillfactor=70)");
      statement.execute(
          "create table wf_step(wf text not null, pos smallint not null, result text,"
              + " at timestamptz default now(), primary key(wf, pos))");
    }
  }

  @Override
  public String name() {
    return "hand-written JDBC, a commit a step (floor)";
  }

  @Override
  public void run(String id) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement start =
              connection.prepareStatement("insert into wf_run(id, status, pos) values (?, 0, 0)");
          PreparedStatement step =
              connection.prepareStatement(
                  "insert into wf_step(wf, pos, result) values (?, ?, 'ok')");
          PreparedStatement advance =
              connection.prepareStatement("update wf_run set pos = ?, status = ? where id = ?")) {
        start.setString(1, id);
        start.executeUpdate();
        connection.commit();
        for (int i = 0; i < STEPS; i++) {
          WorkflowCell.write(connection, id, i);
          step.setString(1, id);
          step.setInt(2, i);
          step.executeUpdate();
          advance.setInt(1, i + 1);
          advance.setInt(2, i == STEPS - 1 ? 1 : 0);
          advance.setString(3, id);
          advance.executeUpdate();
          connection.commit();
        }
      }
    }
  }

  @Override
  public void close() {}
}
