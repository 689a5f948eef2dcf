package io.ispkit.runtime.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.transaction.Transaction;
import io.ispkit.testkit.database.RecordedPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many threads write to one H2 file, and the file is looked at as a process would leave it that is
 * killed at any of its commits: each transaction must be there as a whole, or not at all.
 */
class H2AtomicityIT {

  private static final int TABLES = 8;
  private static final int THREADS = 6;
  private static final int EACH = 60;
  private static final int LOOKS = 150;

  @TempDir private Path directory;

  @Test
  void aKilledProcessLeavesNoHalfOfATransaction() throws Exception {
    RecordedPath.register();
    write("ispkit:" + RecordedPath.SCHEME + ":" + directory.resolve("whole"));

    List<Integer> commits = RecordedPath.commits();
    int step = Math.max(1, commits.size() / LOOKS);
    int looks = 0;
    for (int i = commits.size() - 1; i >= 0; i -= step) {
      String name = "killed" + commits.get(i);
      Path file = directory.resolve(name + ".mv.db");
      RecordedPath.replay(commits.get(i), file);
      try (Database database = open("file:" + directory.resolve(name))) {
        if (tables(database) == TABLES) {
          List<Set<Object>> found =
              IntStream.range(0, TABLES).mapToObj(table -> rows(database, table)).toList();
          assertThat(found).as("killed after write " + commits.get(i)).containsOnly(found.get(0));
          // And nothing is locked that nobody holds.
          database.transact(tx -> database.jooq(tx).execute("update t0 set n = n + 1"));
          looks++;
        }
      }
      Files.delete(file);
    }
    assertThat(looks).isGreaterThan(LOOKS / 2);
  }

  private static void write(String place) throws Exception {
    try (Database database = open(place)) {
      for (int i = 0; i < TABLES; i++) {
        String table = "create table t" + i + " (id int primary key, n int)";
        database.transact(tx -> database.jooq(tx).execute(table));
      }
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
