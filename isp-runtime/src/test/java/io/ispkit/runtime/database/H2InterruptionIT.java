package io.ispkit.runtime.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.error.RetryableException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thread that is interrupted while it uses an H2 file must not close it for the others. */
class H2InterruptionIT {

  private static final int THREADS = 4;
  private static final int EACH = 60;

  @TempDir private Path directory;
  private Database database;

  /** Breaks as soon as H2 gives its store up. */
  private Connection other;

  @BeforeEach
  void open() throws SQLException {
    String url = "jdbc:h2:file:" + directory.resolve("isp");
    database = Database.open(DatabaseOptions.of(url, "sa"));
    other = DriverManager.getConnection(Database.durableUrl(url), "sa", "");
    database.transact(tx -> database.jooq(tx).execute("create table t (id int primary key)"));
  }

  @AfterEach
  void close() throws SQLException {
    other.close();
    database.close();
  }

  private int rows() throws SQLException {
    try (Statement statement = other.createStatement();
        ResultSet found = statement.executeQuery("select count(*) from t")) {
      found.next();
      return found.getInt(1);
    }
  }

  private int insert(int id) {
    return database.transact(tx -> database.jooq(tx).execute("insert into t values (?)", id));
  }

  @Test
  void anInterruptedTransactionCommits() throws SQLException {
    database.transact(
        tx -> {
          Thread.currentThread().interrupt();
          return database.jooq(tx).execute("insert into t values (1)");
        });
    assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    insert(2);
    assertThat(rows()).isEqualTo(2);
  }

  @Test
  void interruptionsAtAnyMomentSpoilNothing() throws Exception {
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int first = i * EACH;
      threads.add(
          new Thread(
              () -> {
                for (int id = first; id < first + EACH; id++) {
                  insertInSpiteOf(id, failures);
                }
              }));
    }
    threads.forEach(Thread::start);
    while (threads.stream().anyMatch(Thread::isAlive)) {
      for (Thread thread : threads) {
        thread.interrupt();
        thread.join(1);
      }
    }
    assertThat(failures).isEmpty();
    assertThat(rows()).isEqualTo(THREADS * EACH);
  }

  private void insertInSpiteOf(int id, List<Throwable> failures) {
    while (true) {
      try {
        insert(id);
        return;
      } catch (RetryableException e) { // interrupted before it began: nothing was written
        Thread.interrupted();
      } catch (RuntimeException e) {
        synchronized (failures) {
          failures.add(e);
        }
        return;
      }
    }
  }
}
