package io.ispkit.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Starts the program again and again and kills it at random moments. When it has to be killed for
 * the journal to grow a little, but not much, is learnt from each kill: so the kills spread over
 * the whole of the work, on a fast machine and on a slow one. When a run is through before its kill
 * all the same, the others meet another place with the same orders.
 */
final class Kills {

  private static final int EARLY = 6; // one kill in so many hits the start, or the first migration

  private final Program program;
  private final Path directory;
  private final int expectedRows;
  private final Random random;
  private double startup = 1000;
  private double slice = 100;
  private int killed;
  private int atWork;

  /**
   * Kills to be.
   *
   * @param expectedRows how many rows the journal has about when all is done
   */
  Kills(Program program, Path directory, int expectedRows, long seed) {
    this.program = program;
    this.directory = directory;
    this.expectedRows = expectedRows;
    this.random = new Random(seed);
  }

  /** How many runs were killed. */
  int killed() {
    return killed;
  }

  /** How many of the kills hit a process that had got on with its work. */
  int atWork() {
    return atWork;
  }

  /**
   * Kills the program in this place until there were so many kills in all, and a third of them hit
   * it at work; or until a run is through before it is killed.
   */
  void kill(Place place, List<String> arguments, int times) throws Exception {
    int before = 0;
    for (int i = 0; killed < times || (atWork < times / 3 && i < 5 * times); i++) {
      boolean early = i % EARLY == 0;
      long delay =
          (long) (early ? random.nextDouble() * startup : startup + random.nextDouble() * slice);
      ChildRun child = program.start(directory, arguments);
      if (child.endsWithin(delay)) {
        assertThat(child.result().code()).as(child.result().told()).isZero();
        startup = Math.max(300, startup * 0.7);
        slice = Math.max(20, slice * 0.5);
        return;
      }
      child.kill();
      killed++;
      int now = journal(place);
      int left = Math.max(0, times - killed) + 6;
      learn(now - before, Math.max(1, (expectedRows - now) / left), early);
      before = now;
    }
  }

  private void learn(int gained, int quota, boolean early) {
    atWork += gained > 0 ? 1 : 0;
    if (gained > 2 * quota) {
      startup = Math.max(300, startup * 0.9);
      slice = Math.max(20, slice * 0.7);
    } else if (!early && gained == 0) {
      startup *= atWork == 0 ? 1.4 : 1.1;
    } else if (!early) {
      slice = Math.min(1500, slice * 1.3);
    }
  }

  /**
   * Rows in the journal. Of a database file a copy is read, so that the next run finds it as it was
   * left.
   */
  private int journal(Place place) throws IOException, SQLException {
    String url = place.server() == null ? copy(place) : place.server().url();
    if (url == null) {
      return 0;
    }
    String user = place.server() == null ? "sa" : place.server().username();
    String password = place.server() == null ? "" : place.server().password();
    try (Connection connection = DriverManager.getConnection(url, user, password);
        ResultSet tables = connection.getMetaData().getTables(null, null, "%", null)) {
      while (tables.next()) {
        if (tables.getString("TABLE_NAME").equalsIgnoreCase("workflow_step")) {
          String name =
              "\""
                  + tables.getString("TABLE_SCHEM")
                  + "\".\""
                  + tables.getString("TABLE_NAME")
                  + "\"";
          try (ResultSet count =
              connection.createStatement().executeQuery("select count(*) from " + name)) {
            return count.next() ? count.getInt(1) : 0;
          }
        }
      }
      return 0;
    }
  }

  private @Nullable String copy(Place place) throws IOException {
    Path file = place.data().resolve("isp.mv.db");
    if (!Files.exists(file)) {
      return null;
    }
    Path copy = directory.resolve("copy.mv.db");
    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    return "jdbc:h2:file:" + directory.resolve("copy");
  }
}
