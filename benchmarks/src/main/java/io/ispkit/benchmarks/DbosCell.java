package io.ispkit.benchmarks;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.StartWorkflowOptions;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.workflow.Workflow;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The peer: DBOS Transact for Java, steps by {@code runStep}, on the same database. */
final class DbosCell implements WorkflowCell {

  /** What DBOS proxies. */
  public interface Flow {
    String run(String id);
  }

  /** Seven steps, one domain row each. */
  public static final class SevenSteps implements Flow {
    private final DBOS dbos;
    private final DataSource dataSource;

    SevenSteps(DBOS dbos, DataSource dataSource) {
      this.dbos = dbos;
      this.dataSource = dataSource;
    }

    @Override
    @Workflow(name = "seven_steps")
    public String run(String id) {
      for (int i = 0; i < STEPS; i++) {
        int step = i;
        dbos.runStep(() -> write(id, step), "step" + step);
      }
      return id;
    }

    private String write(String id, int step) {
      try (Connection connection = dataSource.getConnection()) {
        WorkflowCell.write(connection, id, step);
        return "ok";
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private final DBOS dbos;
  private final Flow flow;

  DbosCell(DataSource dataSource) {
    dbos =
        new DBOS(
            DBOSConfig.defaults("bench")
                .withDataSource(dataSource)
                .withAppVersion("1")
                .withDatabaseSchema("dbos"));
    flow = dbos.registerProxy(Flow.class, new SevenSteps(dbos, dataSource));
    dbos.launch();
  }

  @Override
  public String name() {
    return "DBOS Transact Java, runStep (peer)";
  }

  @Override
  public void run(String id) {
    dbos.startWorkflow(() -> flow.run(id), new StartWorkflowOptions(id)).getResult();
  }

  @Override
  public void close() {
    dbos.shutdown();
  }
}
