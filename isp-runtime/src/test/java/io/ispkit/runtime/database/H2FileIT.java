package io.ispkit.runtime.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.core.error.RetryableException;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.testkit.database.RecordedPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.h2.tools.Restore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds on an H2 file alone: one transaction at a time, and none by halves. */
class H2FileIT {

  private static final int TABLES = 8;
  private static final int THREADS = 6;
  private static final int EACH = 60;
  private static final int LOOKS = 150;

  @TempDir private Path directory;

  /**
   * Many threads write, and the file is looked at as a process would leave it that is killed at any
   * of its commits.
   */
  @Test
  void aKilledProcessLeavesNoHalfOfATransaction() throws Exception {
    RecordedPath.register();
    try (Database database = open("ispkit:" + RecordedPath.SCHEME + ":" + file("whole"))) {
      make(database);
      write(database);
    }

    List<Integer> commits = RecordedPath.commits();
    int step = Math.max(1, commits.size() / LOOKS);
    int looks = 0;
    for (int i = commits.size() - 1; i >= 0; i -= step) {
      String name = "killed" + commits.get(i);
      Path left = file(name + ".mv.db");
      RecordedPath.replay(commits.get(i), left);
      try (Database database = open("file:" + file(name))) {
        if (tables(database) == TABLES) {
          assertWhole(database, name);
          // And nothing is locked that nobody holds.
          database.transact(tx -> database.jooq(tx).execute("update t0 set n = n + 1"));
          looks++;
        }
      }
      Files.delete(left);
    }
    assertThat(looks).isGreaterThan(LOOKS / 2);
  }

  @Test
  void aBackUpInATransactionHasNoHalfOfAnother() throws Exception {
    Path zip = file("backup.zip");
    try (Database database = open("file:" + file("live"))) {
      make(database);
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(
              () -> {
                try {
                  write(database);
                } catch (Exception e) {
                  throw new CompletionException(e);
                }
              });
      for (int i = 0; i < 5; i++) {
        database.transact(tx -> database.jooq(tx).execute("backup to '" + zip + "'"));
        Restore.execute(zip.toString(), directory.toString(), "restored" + i);
        try (Database restored = open("file:" + file("restored" + i))) {
          assertWhole(restored, "back-up " + i);
        }
      }
      writing.get();
    }
  }

  @Test
  void aBodyMayBeginAnotherTransaction() {
    try (Database database = open("file:" + file("nested"))) {
      make(database);
      database.transact(
          tx -> {
            insert(tx, 1);
            return database.transact(inner -> insert(inner, 2));
          });
      assertThat(rows(database, 0)).containsExactlyInAnyOrder(1, 2);
    }
  }

  @Test
  void aTurnThatDoesNotComeIsRefusedForNow() throws Exception {
    H2File file = new H2File("none", Duration.ofMillis(20));
    file.begin();
    CompletableFuture<Void> other = CompletableFuture.runAsync(file::begin);
    assertThatThrownBy(other::get)
        .cause()
        .isInstanceOf(RetryableException.class)
        .hasMessageContaining("for PT0.02S");
    file.end();
    CompletableFuture.runAsync(
            () -> {
              file.begin();
              file.end();
            })
        .get();
  }

  @Test
  void anInterruptedThreadIsRefusedBeforeItTouchesTheFile() {
    try (Database database = open("file:" + file("interrupted"))) {
      make(database);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> database.transact(tx -> insert(tx, 1)))
          .isInstanceOf(RetryableException.class)
          .hasMessageContaining("interrupted before a transaction");
      assertThat(Thread.interrupted()).isTrue();

      database.transact(tx -> insert(tx, 2));
      assertThat(rows(database, 0)).containsExactly(2);
    }
  }

  @Test
  void theFileIsForcedWithoutAnotherWriteOfTheStore() {
    try (Database database = open("file:" + file("known"))) {
      make(database);
      String path =
          database.read(jooq -> (String) jooq.fetchSingle("select database_path()").get(0));
      assertThat(H2File.of(path).isKnown()).isTrue();
      database.close();
      assertThat(H2File.of(path).isKnown()).isFalse();
      assertThatThrownBy(() -> H2File.of(path).sync()).isInstanceOf(IOException.class);
    }
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  private static void assertWhole(Database database, String when) {
    List<Set<Object>> found =
        IntStream.range(0, TABLES).mapToObj(table -> rows(database, table)).toList();
    assertThat(found).as(when).containsOnly(found.get(0));
  }

  private static void make(Database database) {
    for (int i = 0; i < TABLES; i++) {
      String table = "create table t" + i + " (id int primary key, n int)";
      database.transact(tx -> database.jooq(tx).execute(table));
    }
  }

  private static void write(Database database) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Object>> work = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int first = thread * EACH;
        work.add(
            () -> {
              for (int id = first; id < first + EACH; id++) {
                insert(database, id);
              }
              return first;
            });
      }
      for (Future<Object> each : threads.invokeAll(work)) {
        each.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  private static void insert(Database database, int id) {
    if (id % 2 == 0) {
      database.transact(tx -> insert(tx, id));
    } else {
      database.transactLightly(tx -> insert(tx, id));
    }
  }

  private static int insert(Transaction tx, int id) {
    for (int table = 0; table < TABLES; table++) {
      try (PreparedStatement p =
          tx.connection().prepareStatement("insert into t" + table + " values (?, 0)")) {
        p.setInt(1, id);
        p.executeUpdate();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
    return id;
  }

  private static Database open(String place) {
    return Database.open(DatabaseOptions.of("jdbc:h2:" + place, "sa").withPoolSize(THREADS));
  }

  private static int tables(Database database) {
    return database
        .read(
            jooq ->
                jooq.fetch("select 1 from information_schema.tables where table_name like 'T_'"))
        .size();
  }

  private static Set<Object> rows(Database database, int table) {
    return database.read(jooq -> jooq.fetch("select id from t" + table)).stream()
        .map(row -> row.get(0))
        .collect(Collectors.toSet());
  }
}
