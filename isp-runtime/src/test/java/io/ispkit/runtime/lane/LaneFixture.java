package io.ispkit.runtime.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.database.TestKernel;
import io.ispkit.testkit.database.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A database and the lanes on it; each test uses a lane of its own. */
abstract class LaneFixture {

  static final Duration LIMIT = Duration.ofSeconds(120);
  private static final AtomicInteger LANES = new AtomicInteger();

  final TestDatabase place;
  final TenantId acme = new TenantId("acme");
  final String name = "lane" + LANES.incrementAndGet();
  Database database;
  private final List<AutoCloseable> toClose = new ArrayList<>();

  LaneFixture(TestDatabase place) {
    this.place = place;
  }

  @BeforeEach
  void openDatabase() {
    database = TestKernel.open(place);
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : toClose) {
      each.close();
    }
    database.close();
  }

  /** Fast retries, short lease. */
  LaneSpec spec() {
    return LaneSpec.of(name)
        .withLease(Duration.ofSeconds(5))
        .withRetries(3, Duration.ofMillis(20), Duration.ofMillis(100));
  }

  Lanes lanes() {
    Lanes lanes = new Lanes(database, LanesOptions.defaults().withDrain(Duration.ofMillis(300)));
    toClose.add(lanes);
    return lanes;
  }

  long add(Lane lane, String key, String body) {
    return database.transact(tx -> lane.add(tx, NewItem.of(acme, key, body)));
  }

  /** Waits for what must come; the limit only ends a test that hangs. */
  static void until(BooleanSupplier condition) {
    await().atMost(LIMIT).pollInterval(Duration.ofMillis(10)).until(condition::getAsBoolean);
  }

  static void assertIdle(Lanes lanes) {
    assertThat(lanes.awaitIdle(LIMIT)).as("idle").isTrue();
  }

  void sql(String statement, Object... parameters) {
    database.transact(tx -> database.jooq(tx).execute(statement, parameters));
  }

  long count(String query) {
    Number found = (Number) database.read(jooq -> jooq.fetchSingle(query).get(0));
    return found.longValue();
  }
}
