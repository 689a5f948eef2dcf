package io.ispkit.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.database.DatabaseOptions;
import io.ispkit.testkit.database.RecordedPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * H2 commits each statement that changes a table by itself, so a process that is killed while it
 * migrates leaves a part. What it leaves is the file between two of its writes.
 */
class KilledMigrationIT {

  @TempDir private Path directory;

  @Test
  void killed_after_any_commit_it_is_finished_by_the_next_start() throws Exception {
    RecordedPath.register();
    migrate("ispkit:" + RecordedPath.SCHEME + ":" + directory.resolve("whole"));
    Set<String> whole = layout("whole");
    assertThat(whole)
        .contains("table ISP.LANE_ITEM", "table ISP.WORKFLOW_RUN", "table ISP.COMMUNICATION_LOGS");
    List<Integer> commits = RecordedPath.commits();
    assertThat(commits).hasSizeGreaterThan(50);

    int step = Crashes.KILLS < 30 ? 3 : 1;
    for (int i = 0; i < commits.size(); i += step) {
      int killed = commits.get(i);
      String name = "killed" + killed;
      Path file = directory.resolve(name + ".mv.db");
      RecordedPath.replay(killed, file);
      migrate("file:" + directory.resolve(name));
      assertThat(layout(name)).as("killed after write " + killed).isEqualTo(whole);
      Files.delete(file);
    }
  }

  private static void migrate(String place) {
    DatabaseOptions options = DatabaseOptions.of("jdbc:h2:" + place, "sa");
    try (Database database = Database.open(options.withPoolSize(2))) {
      database.migrate(KilledMigrationIT.class.getClassLoader());
    }
  }

  /** Tables, views, columns and what is indexed; not what Flyway and H2 keep for themselves. */
  private Set<String> layout(String name) throws SQLException {
    Set<String> found = new TreeSet<>();
    String url = "jdbc:h2:file:" + directory.resolve(name) + ";ACCESS_MODE_DATA=r";
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        Statement statement = connection.createStatement()) {
      for (String query :
          new String[] {
            "select 'table ' || table_schema || '.' || table_name from information_schema.tables",
            "select 'column ' || table_schema || '.' || table_name || '.' || column_name || ' '"
                + " || data_type || ' ' || is_nullable from information_schema.columns",
            "select 'index ' || table_schema || '.' || table_name || ' ' || is_unique || ' '"
                + " || listagg(column_name, ',') within group (order by ordinal_position)"
                + " from information_schema.index_columns"
                + " where table_name not like '%\\_migrations'"
                + " group by table_schema, table_name, index_name, is_unique",
            "select 'sequence ' || sequence_schema || '.' || sequence_name"
                + " from information_schema.sequences where sequence_name not like 'SYSTEM_%'"
          }) {
        try (ResultSet rows = statement.executeQuery(query)) {
          while (rows.next()) {
            found.add(rows.getString(1));
          }
        }
      }
    }
    return found;
  }
}
