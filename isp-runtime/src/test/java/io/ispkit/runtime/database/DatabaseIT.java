package io.ispkit.runtime.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.core.error.CommitUnknownException;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.error.RetryableException;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class DatabaseIT {

  private final TestDatabase place;
  private Database database;

  DatabaseIT(TestDatabase place) {
    this.place = place;
  }

  @BeforeEach
  void open() {
    database = TestKernel.open(place);
    database.transact(
        tx -> {
          var jooq = database.jooq(tx);
          jooq.execute("drop table if exists isp.t");
          jooq.execute(
              "create table isp.t (id integer primary key, v varchar,"
                  + " at timestamp(6) with time zone)");
          return 0;
        });
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void migratingAgainChangesNothing() {
    database.migrate(getClass().getClassLoader());
    int items = database.read(jooq -> jooq.fetchCount(DSL.table("isp.lane_item")));
    assertThat(items).isZero();
  }

  @Test
  void aThrowingBodyLeavesNothingBehindAndRunsNoActions() {
    List<String> ran = new ArrayList<>();
    assertThatThrownBy(
            () ->
                database.transact(
                    tx -> {
                      insert(database.jooq(tx), 1);
                      tx.afterCommit(() -> ran.add("after"));
                      throw new IllegalStateException("no");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(rows()).isZero();
    assertThat(ran).isEmpty();
  }

  /** Commits, and then says that the connection is gone. */
  private static Connection cutAfterCommit(Connection real) {
    return (Connection)
        Proxy.newProxyInstance(
            DatabaseIT.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              Object result = method.invoke(real, arguments);
              if (method.getName().equals("commit")) {
                throw new SQLException("gone", "08006");
              }
              return result;
            });
  }

  @Test
  void aConnectionThatBreaksDuringTheCommitLeavesItUnknown() {
    String url = Database.durableUrl(place.url());
    DataSource cutting =
        (DataSource)
            Proxy.newProxyInstance(
                DatabaseIT.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) ->
                    cutAfterCommit(
                        DriverManager.getConnection(url, place.username(), place.password())));
    try (Database cut = Database.over(cutting, "isp")) {
      assertThatThrownBy(
              () ->
                  cut.transact(
                      tx -> {
                        insert(cut.jooq(tx), 7);
                        return 0;
                      }))
          .isInstanceOf(CommitUnknownException.class);
    }
    assertThat(rows()).isEqualTo(1);
  }

  /** Connections of the host, with auto-commit, that cannot be given back. */
  private DataSource leaking() {
    String url = Database.durableUrl(place.url());
    ClassLoader loader = DatabaseIT.class.getClassLoader();
    return (DataSource)
        Proxy.newProxyInstance(
            loader,
            new Class<?>[] {DataSource.class},
            (source, method, arguments) -> {
              Connection real =
                  DriverManager.getConnection(url, place.username(), place.password());
              return Proxy.newProxyInstance(
                  loader,
                  new Class<?>[] {Connection.class},
                  (connection, called, with) -> {
                    Object result = called.invoke(real, with);
                    if (called.getName().equals("close")) {
                      throw new SQLException("gone", "08003");
                    }
                    return result;
                  });
            });
  }

  @Test
  void aConnectionThatCannotBeGivenBackLeavesTheCommitAsItIs() {
    try (Database host = Database.over(leaking(), "isp")) {
      host.transact(
          tx -> {
            insert(host.jooq(tx), 8);
            return 0;
          });
    }
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void whateverABodyThrowsIsRolledBackOnTheHostsConnectionsToo() {
    try (Database host = Database.over(leaking(), "isp")) {
      assertThatThrownBy(
              () ->
                  host.transact(
                      tx -> {
                        insert(host.jooq(tx), 9);
                        return DatabaseIT.<RuntimeException>undeclared();
                      }))
          .isInstanceOf(IOException.class);
    }
    assertThat(rows()).isZero();
  }

  /** As code in Kotlin does. */
  @SuppressWarnings("unchecked") // that is the point
  private static <E extends Exception> int undeclared() throws E {
    throw (E) new IOException("not declared");
  }

  @Test
  void actionsRunAfterTheCommitAndAFailingOneHoldsUpNoOther() {
    List<Integer> seen = new ArrayList<>();
    database.transact(
        tx -> {
          insert(database.jooq(tx), 1);
          tx.afterCommit(
              () -> {
                throw new IllegalStateException("dropped");
              });
          tx.afterCommit(() -> seen.add(rows()));
          return 0;
        });
    assertThat(seen).containsExactly(1);
  }

  @Test
  void instantsAreTheSameInAnyZone() throws SQLException {
    Instant time = Instant.parse("2025-10-26T00:30:00.123456Z"); // inside Europe's repeated hour
    database.transact(
        tx -> {
          database.batch(tx, "insert into isp.t (id, v, at) values (?, ?, ?)", 1, null, time);
          return 0;
        });
    Instant read =
        database.read(
            jooq ->
                jooq.select(DSL.field("at", Instant.class))
                    .from("isp.t")
                    .where("id = 1")
                    .fetchSingle()
                    .value1());
    assertThat(read).isEqualTo(time);
    try (Connection other = TestKernel.connect(place);
        var statement = other.createStatement();
        var row = statement.executeQuery("select extract(epoch from at) from isp.t")) {
      row.next();
      assertThat(row.getBigDecimal(1)).isEqualByComparingTo("1761438600.123456");
    }
  }

  @Test
  void batchedWritesAreThereAfterTheCommitAndFailTheTransaction() {
    database.transact(
        tx -> {
          for (int i = 0; i < 1200; i++) {
            database.batch(tx, "insert into isp.t (id, v) values (?, ?)", i, "v");
          }
          return 0;
        });
    assertThat(rows()).isEqualTo(1200);
    assertThatThrownBy(
            () ->
                database.transact(
                    tx -> {
                      insert(database.jooq(tx), 5000);
                      database.batch(tx, "insert into isp.t (id, v) values (?, ?)", 1, "twice");
                      return 0;
                    }))
        .isInstanceOf(PermanentException.class);
    assertThat(rows()).isEqualTo(1200);
  }

  @Test
  void theHostsTransactionCarriesOurWrites() throws SQLException {
    try (Connection host = TestKernel.connect(place)) {
      host.setAutoCommit(false);
      insert(database.jooq(database.join(host)), 1);
      host.rollback();
      assertThat(rows()).isZero();
      List<Runnable> after = new ArrayList<>();
      var joined = database.join(host, after::add);
      insert(database.jooq(joined), 1);
      joined.afterCommit(() -> {});
      host.commit();
      assertThat(after).hasSize(1);
      database.sync();
    }
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void manyTransactionsAtOnceAreAllThere() throws Exception {
    var pool = Executors.newFixedThreadPool(8);
    List<Future<?>> done = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      int from = t * 1000;
      done.add(
          pool.submit(
              () -> {
                for (int i = 0; i < 50; i++) {
                  int id = from + i;
                  database.transact(
                      tx -> {
                        insert(database.jooq(tx), id);
                        return 0;
                      });
                }
              }));
    }
    for (Future<?> each : done) {
      each.get();
    }
    pool.shutdown();
    assertThat(rows()).isEqualTo(400);
  }

  @Test
  void aDeadlockIsRetryable() throws Exception {
    database.transact(
        tx -> {
          insert(database.jooq(tx), 1);
          insert(database.jooq(tx), 2);
          return 0;
        });
    if (place.isH2()) {
      return; // one transaction at a time: none waits for another one's rows
    }
    CountDownLatch both = new CountDownLatch(2);
    var pool = Executors.newFixedThreadPool(2);
    List<Future<Throwable>> results = new ArrayList<>();
    for (int[] order : new int[][] {{1, 2}, {2, 1}}) {
      results.add(
          pool.submit(
              () -> {
                try {
                  database.transact(
                      tx -> {
                        var jooq = database.jooq(tx);
                        jooq.execute("update isp.t set v = 'x' where id = " + order[0]);
                        both.countDown();
                        try {
                          both.await();
                        } catch (InterruptedException e) {
                          throw new IllegalStateException(e);
                        }
                        jooq.execute("update isp.t set v = 'x' where id = " + order[1]);
                        return 0;
                      });
                  return null;
                } catch (RuntimeException e) {
                  return e;
                }
              }));
    }
    List<Throwable> failures = new ArrayList<>();
    for (var result : results) {
      if (result.get() != null) {
        failures.add(result.get());
      }
    }
    pool.shutdown();
    assertThat(failures).singleElement().isInstanceOf(RetryableException.class);
  }

  @Test
  void theHostsH2FileMustBeDurable() throws SQLException {
    if (!place.isH2()) {
      return;
    }
    String plain = place.url().replace(";", "_host;");
    String durable = Database.durableUrl(plain).replace("WRITE_DELAY=0", "WRITE_DELAY=500");
    refused(durable, "WRITE_DELAY=500");
    refused(plain + ";WRITE_DELAY=0", "durableUrl");
  }

  private static void refused(String url, String reason) throws SQLException {
    try (Connection keep = DriverManager.getConnection(url, "sa", "")) {
      JdbcDataSource source = new JdbcDataSource();
      source.setURL(url);
      source.setUser("sa");
      assertThat(keep.isValid(1)).isTrue();
      assertThatThrownBy(() -> Database.over(source, "isp"))
          .isInstanceOf(PermanentException.class)
          .hasMessageContaining(reason);
    }
  }

  private static void insert(org.jooq.DSLContext jooq, int id) {
    jooq.execute("insert into isp.t (id, v) values (?, 'v')", id);
  }

  private int rows() {
    return database.read(jooq -> jooq.fetchCount(DSL.table("isp.t")));
  }
}
