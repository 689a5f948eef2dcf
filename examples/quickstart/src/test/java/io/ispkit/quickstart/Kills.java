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
 * the whole of the work, on a fast machine and on a slow one.
 */
final class Kills {

  private static final int EARLY = 6; // one kill in so many hits the start, or the first migration

  private final Place place;
  private final Path directory;
  private final List<String> arguments;
  private final int expectedRows;
  private final Random random;
  private double startup = 1000;
  private double slice = 100;
  private int atWork;

  /**
   * Kills to be.
   *
   * @param expectedRows how many rows the journal has about when all is done
   */
  Kills(Place place, Path directory, List<String> arguments, int expectedRows, long seed) {
    this.place = place;
    this.directory = directory;
    this.arguments = arguments;
    this.expectedRows = expectedRows;
    this.random = new Random(seed);
  }

  /**
   * Kills so many times, and as many times more as it takes to learn a slow machine's start;
   * returns how many of the kills hit a process that had got on with it.
   */
  int kill(int times) throws Exception {
    int before = 0;
    for (int i = 0; i < times || (atWork < times / 3 && i < 5 * times); i++) {
      boolean early = i % EARLY == 0;
      long delay =
          (long) (early ? random.nextDouble() * startup : startup + random.nextDouble() * slice);
      ChildRun child = ChildRun.start(directory, arguments);
      if (child.endsWithin(delay)) {
        assertThat(child.result().told()).as("a run that was to be killed, kill " + i).isEmpty();
      }
      child.kill();
      int now = journal();
      learn(now - before, Math.max(1, (expectedRows - now) / (Math.max(0, times - i) + 6)), early);
      before = now;
    }
    return atWork;
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
  private int journal() throws IOException, SQLException {
    String url = place.server() == null ? copy() : place.server().url();
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

  private @Nullable String copy() throws IOException {
    Path file = place.data().resolve("isp.mv.db");
    if (!Files.exists(file)) {
      return null;
    }
    Path copy = directory.resolve("copy.mv.db");
    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    return "jdbc:h2:file:" + directory.resolve("copy");
  }
}
