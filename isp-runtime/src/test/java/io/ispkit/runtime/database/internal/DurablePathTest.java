package io.ispkit.runtime.database.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.runtime.database.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed process leaves behind is the file as it is between two of its writes. */
class DurablePathTest {

  private static final int COMMITS = 150;

  @TempDir private Path directory;
  private final Random random = new Random(3);

  @Test
  void eachCommitIsFoundInTheFileThatACrashWouldLeave() throws Exception {
    // Without retention H2 uses freed space again at once, not after 45 s.
    try (Connection connection = open("live", ";RETENTION_TIME=0")) {
      run(connection, "create table t (id int primary key, v varchar)");
      connection.setAutoCommit(false);
      for (int id = 1; id <= COMMITS; id++) {
        write(connection, id);
        connection.commit();
        if (random.nextInt(4) == 0) {
          run(connection, "checkpoint sync");
        }
        assertThat(newestInCopy()).isEqualTo(id);
      }
    }
    try (Connection again = open("live", "")) {
      assertThat(newest(again)).isEqualTo(COMMITS);
    }
  }

  @Test
  void theSecondHeaderNamesAChunkThatIsOnTheDisk() throws Exception {
    try (Connection connection = open("live", ";RETENTION_TIME=0")) {
      run(connection, "create table t (id int primary key, v varchar)");
      connection.setAutoCommit(false);
      for (int id = 1; id <= COMMITS; id++) {
        write(connection, id);
        connection.commit();
        if (id % 10 == 0) {
          run(connection, "checkpoint sync");
          write(connection, ++id);
          connection.commit();
          // The power fails: the first header came to the disk, and its chunk did not.
          byte[] file = Files.readAllBytes(directory.resolve("live.mv.db"));
          spoil(file);
          Files.write(directory.resolve("copy.mv.db"), file);
          try (Connection copy = open("copy", "")) {
            assertThat(newest(copy)).isBetween(id - 1, id);
          }
        }
      }
    }
  }

  @Test
  void afterACrashTheStoreGoesOn() throws Exception {
    String name = "life0";
    try (Connection connection = open(name, ";RETENTION_TIME=0")) {
      run(connection, "create table t (id int primary key, v varchar)");
    }
    for (int life = 1; life <= 10; life++) {
      String next = "life" + life;
      try (Connection connection = open(name, ";RETENTION_TIME=0")) {
        assertThat(newest(connection)).isEqualTo((life - 1) * 30);
        connection.setAutoCommit(false);
        for (int i = 1; i <= 30; i++) {
          write(connection, (life - 1) * 30 + i);
          connection.commit();
        }
        Files.copy(directory.resolve(name + ".mv.db"), directory.resolve(next + ".mv.db"));
      }
      name = next;
    }
  }

  private void write(Connection connection, int id) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("insert into t values (?, ?)")) {
      insert.setInt(1, id);
      insert.setString(2, "x".repeat(random.nextInt(3000)));
      insert.executeUpdate();
    }
    run(connection, "delete from t where id < " + (id - 5));
  }

  private int newestInCopy() throws Exception {
    Files.copy(
        directory.resolve("live.mv.db"),
        directory.resolve("copy.mv.db"),
        StandardCopyOption.REPLACE_EXISTING);
    try (Connection copy = open("copy", "")) {
      return newest(copy);
    }
  }

  /** Breaks the chunk that the first header names. */
  private static void spoil(byte[] file) {
    StoreHeader header = StoreHeader.in(java.nio.ByteBuffer.wrap(file));
    assertThat(header).isNotNull();
    ChunkPlace newest = header.newest();
    assertThat(newest).isNotNull();
    int start = (int) newest.block() * StoreHeader.BLOCK_SIZE;
    java.util.Arrays.fill(file, start, start + StoreHeader.BLOCK_SIZE, (byte) 0);
  }

  private static int newest(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select coalesce(max(id), 0) from t")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection open(String name, String settings) throws SQLException {
    String url = "jdbc:h2:file:" + directory.resolve(name) + settings;
    return DriverManager.getConnection(Database.durableUrl(url), "sa", "");
  }
}
