package io.ispkit.benchmarks;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** The peer: db-scheduler, lock-and-fetch, 20 threads, one-time tasks. */
final class DbSchedulerQueueCell implements QueueCell {

  private final DataSource dataSource;
  private final AtomicInteger worked = new AtomicInteger();
  private final Scheduler scheduler;
  private int filled;

  DbSchedulerQueueCell(DataSource dataSource) throws SQLException {
    this.dataSource = dataSource;
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table scheduled_tasks(task_name text not null, task_instance text not null, task_data bytea,"
              + " execution_time timestamptz not null, picked boolean not null, picked_by text,"
              + " last_success timestamptz, last_failure timestamptz, consecutive_failures int,"
              + " last_heartbeat timestamptz, version bigint not null, priority smallint,"
              + " primary key(task_name, task_instance))");
      statement.execute("create index on scheduled_tasks(execution_time)");
      statement.execute("create index on scheduled_tasks(last_heartbeat)");
      statement.execute("create index on scheduled_tasks(priority desc, execution_time asc)");
    }
    OneTimeTask<String> task =
        Tasks.oneTime("message", String.class)
            .execute((instance, context) -> worked.incrementAndGet());
    scheduler =
        Scheduler.create(dataSource, task)
            .threads(20)
            .pollingInterval(Duration.ofMillis(100))
            .pollUsingLockAndFetch(1.0, 4.0)
            .enablePriority()
            .build();
  }

  @Override
  public String name() {
    return "db-scheduler, lock-and-fetch (peer)";
  }

  @Override
  public void fill(List<String> bodies) {
    Instant due = Instant.now();
    for (int i = 0; i < bodies.size(); i += 5000) {
      List<TaskInstance<?>> batch = new ArrayList<>();
      for (int j = i; j < Math.min(bodies.size(), i + 5000); j++) {
        batch.add(
            new TaskInstance.Builder<String>("message", "m" + filled++)
                .data(bodies.get(j))
                .priority(j % 3)
                .build());
      }
      scheduler.scheduleBatch(batch, due);
    }
  }

  @Override
  public void drain(int messages) throws Exception {
    scheduler.start();
    while (worked.get() < messages || left() > 0) {
      Thread.sleep(5);
    }
    if (worked.get() != messages) {
      throw new IllegalStateException("void: worked " + worked.get() + " of " + messages);
    }
  }

  private int left() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from scheduled_tasks")) {
      row.next();
      return row.getInt(1);
    }
  }

  @Override
  public void close() {
    scheduler.stop();
  }
}
