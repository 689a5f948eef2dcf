package io.ispkit.runtime.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.database.TestKernel;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.process.ChildJvm;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  /** For what takes seconds. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final TestDatabase place;
  @TempDir private Path directory;

  LaneCrashIT(TestDatabase place) {
    this.place = place;
  }

  @Test
  void nothingIsLostAndNothingDoneTwiceHoweverOftenTheProcessIsKilled() throws Exception {
    fill();
    Random random = new Random(7);
    try (RemoteSystem remote = new RemoteSystem()) {
      for (int kill = 0; kill < KILLS; kill++) {
        // Some calls of this life, and then any moment: of calls under way, of what follows them,
        // and, once the remote system answers no more, of work before the call.
        int calls = 1 + random.nextInt(MOST_CALLS);
        CountDownLatch answered = remote.allow(calls, SLACK);
        try (ChildJvm child = start(remote.port())) {
          child.awaitLine("ready", PATIENCE);
          child.await(calls + " answers", PATIENCE, () -> answered.getCount() == 0);
          assertThat(child.endsWithin(Duration.ofMillis(random.nextInt(30)))).isFalse();
          child.kill();
        }
        remote.allowAll();
        assertThat(announced()).as("intents on the disk").containsAll(remote.requests().keySet());
        assertThat(remote.requests().size()).as("work left at kill " + kill).isLessThan(ITEMS);
      }
      try (ChildJvm last = start(remote.port())) {
        last.awaitLine("idle", PATIENCE);
        last.awaitEnd(PATIENCE);
      }
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

  private static int count(Database database, String query) {
    return ((Number) database.read(jooq -> jooq.fetchSingle(query).get(0))).intValue();
  }

  private ChildJvm start(int port) {
    return ChildJvm.start(
        directory.resolve("child.log"),
        CrashChild.class,
        place.url(),
        place.username(),
        place.password().isEmpty() ? "-" : place.password(),
        "" + port);
  }
}
