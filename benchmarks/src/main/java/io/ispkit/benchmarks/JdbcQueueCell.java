package io.ispkit.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/** The floor: claims of 500 by hand, deletes of 500, two threads. */
final class JdbcQueueCell implements QueueCell {

  private static final int CLAIM = 500;
  private final DataSource dataSource;

  JdbcQueueCell(DataSource dataSource) throws SQLException {
    this.dataSource = dataSource;
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table mq(id bigserial primary key, prio smallint not null, due timestamptz not null,"
              + " lease_until timestamptz, attempts smallint not null default 0, body text) with (fillfactor=80)");
      statement.execute("create index mq_i on mq(prio, id) where lease_until is null");
    }
  }

  @Override
  public String name() {
    return "hand-written JDBC (floor)";
  }

  @Override
  public void fill(List<String> bodies) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement("insert into mq(prio, due, body) values (?, now(), ?)")) {
        for (int i = 0; i < bodies.size(); i++) {
          insert.setInt(1, i % 3);
          insert.setString(2, bodies.get(i));
          insert.addBatch();
          if (i % 2000 == 1999) {
            insert.executeBatch();
          }
        }
        insert.executeBatch();
      }
      connection.commit();
      try (Statement statement = connection.createStatement()) {
        statement.execute("analyze mq");
      }
      connection.commit();
    }
  }

  @Override
  public void drain(int messages) throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(2);
    try {
      List<Future<Integer>> counts = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        counts.add(workers.submit(this::work));
      }
      int done = 0;
      for (Future<Integer> count : counts) {
        done += count.get();
      }
      if (done != messages) {
        throw new IllegalStateException("void: drained " + done + " of " + messages);
      }
    } finally {
      workers.shutdownNow();
    }
  }

  private int work() throws SQLException {
    int done = 0;
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement claim =
              connection.prepareStatement(
                  "with c as (select id from mq where lease_until is null and prio = ? order by id limit "
                      + CLAIM
                      + " for update skip locked) update mq set lease_until = now() + interval '60s',"
                      + " attempts = attempts + 1 from c where mq.id = c.id returning mq.id, mq.body");
          PreparedStatement delete =
              connection.prepareStatement("delete from mq where id = any(?)")) {
        for (int priority = 0; priority < 3; priority++) {
          for (List<Long> ids = ids(connection, claim, priority);
              !ids.isEmpty();
              ids = ids(connection, claim, priority)) {
            delete.setArray(1, connection.createArrayOf("int8", ids.toArray()));
            delete.executeUpdate();
            connection.commit();
            done += ids.size();
          }
        }
      }
    }
    return done;
  }

  private static List<Long> ids(Connection connection, PreparedStatement claim, int priority)
      throws SQLException {
    List<Long> ids = new ArrayList<>(CLAIM);
    claim.setInt(1, priority);
    try (ResultSet rows = claim.executeQuery()) {
      while (rows.next()) {
        ids.add(rows.getLong(1));
      }
    }
    connection.commit();
    return ids;
  }

  @Override
  public void close() {}
}
