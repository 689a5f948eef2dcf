package io.ispkit.runtime.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.database.TestKernel;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Kills a working process without warning, again and again. */
@OnEachDatabase
class LaneCrashIT {

  /** Ten, unless {@code -Dispkit.kills} says fewer, as it does where it is run again. */
  private static final int KILLS = Math.min(10, Integer.getInteger("ispkit.kills", 10));

  private static final int MOST_CALLS = 12;

  /** What a life may do between the call that decides its end and the end. */
  private static final int SLACK = 10;

  /** More than can be asked for before the last kill, however fast the machine is. */
  private static final int ITEMS = KILLS * (MOST_CALLS + SLACK + CrashChild.IN_FLIGHT) + 60;

  private final TestDatabase place;

  LaneCrashIT(TestDatabase place) {
    this.place = place;
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void nothingIsLostAndNothingDoneTwiceHoweverOftenTheProcessIsKilled() throws Exception {
    fill();
    Random random = new Random(7);
    try (RemoteSystem remote = new RemoteSystem()) {
      for (int kill = 0; kill < KILLS; kill++) {
        // Some calls of this life, and then any moment: of calls under way, of what follows them,
        // and, once the remote system answers no more, of work before the call.
        int calls = 1 + random.nextInt(MOST_CALLS);
        CountDownLatch answered = remote.allow(calls, SLACK);
        Process child = start(remote.port());
        awaitWord(child, "ready");
        while (!answered.await(100, TimeUnit.MILLISECONDS)) {
          assertThat(child.isAlive()).as("child " + kill).isTrue();
        }
        assertThat(child.waitFor(random.nextInt(30), TimeUnit.MILLISECONDS)).isFalse();
        child.destroyForcibly().waitFor(); // SIGKILL
        remote.allowAll();
        assertThat(announced()).as("intents on the disk").containsAll(remote.requests().keySet());
        assertThat(remote.requests().size()).as("work left at kill " + kill).isLessThan(ITEMS);
      }
      Process last = start(remote.port());
      awaitWord(last, "idle");
      last.waitFor();
      assertThat(remote.requests()).hasSize(ITEMS);
    }
    try (Database database = TestKernel.open(place)) {
      for (String table : List.of("step", "domain")) {
        assertThat(count(database, "select count(*) from isp." + table))
            .as(table)
            .isEqualTo(ITEMS * CrashChild.STEPS);
        assertThat(
                count(
                    database,
                    "select count(*) from (select distinct item, pos from isp." + table + ") t"))
            .as(table)
            .isEqualTo(ITEMS * CrashChild.STEPS);
      }
      assertThat(count(database, "select count(*) from isp.lane_item")).isZero();
      assertThat(count(database, "select count(*) from isp.lane_dead")).isZero();
      assertThat(count(database, "select count(distinct item) from isp.announced"))
          .isEqualTo(ITEMS);
    }
  }

  private void fill() {
    try (Database database = TestKernel.open(place)) {
      database.transact(
          tx -> {
            for (String table : List.of("step", "domain", "announced")) {
              database.jooq(tx).execute("create table isp." + table + " (item varchar, pos int)");
            }
            Lane lane = new Lanes(database).sender("crash");
            TenantId acme = new TenantId("acme");
            return lane.addAll(
                tx, IntStream.range(0, ITEMS).mapToObj(i -> CrashChild.item(acme, i)).toList());
          });
    }
  }

  /** What was asked of the remote system must have been announced, and the announcement durable. */
  private Set<String> announced() throws SQLException {
    Set<String> keys = new HashSet<>();
    try (Connection connection = place.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select item from isp.announced")) {
      while (rows.next()) {
        keys.add(rows.getString(1) + ".remote");
      }
    }
    return keys;
  }

  private static void awaitWord(Process child, String word) throws Exception {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    while (line != null && !line.equals(word)) {
      line = out.readLine();
    }
    assertThat(line).as("the child's word").isEqualTo(word);
  }

  private static int count(Database database, String query) {
    return ((Number) database.read(jooq -> jooq.fetchSingle(query).get(0))).intValue();
  }

  private Process start(int port) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            CrashChild.class.getName(),
            place.url(),
            place.username(),
            place.password().isEmpty() ? "-" : place.password(),
            "" + port)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .directory(new File("."))
        .start();
  }
}
