package io.ispkit.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.core.error.PermanentException;
import io.ispkit.core.id.UlidGenerator;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.database.Dialect;
import io.ispkit.runtime.lane.LaneListener;
import io.ispkit.runtime.lane.LaneSpec;
import io.ispkit.runtime.lane.Lanes;
import io.ispkit.runtime.lane.LanesOptions;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.workflow.internal.Engine;
import io.ispkit.workflow.internal.RunsOfTenant;
import io.ispkit.workflow.trial.RowStep;
import io.ispkit.workflow.trial.Script;
import io.ispkit.workflow.trial.ScriptOnly;
import io.ispkit.workflow.trial.Trial;
import io.ispkit.workflow.trial.Trip;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many callers start runs at the same time, and share transactions without knowing. */
@OnEachDatabase
class ManyAtOnceIT {

  private static final int KEYS = 150;

  private static final AtomicInteger TESTS = new AtomicInteger();

  private final String name = "many" + TESTS.incrementAndGet();
  private final TenantId acme = new TenantId("acme-" + name);
  private final TenantId zeta = new TenantId("zeta-" + name);
  private final AtomicInteger failedBatches = new AtomicInteger();
  private final AtomicInteger largestBatch = new AtomicInteger();
  private final ExecutorService callers = Executors.newFixedThreadPool(24);
  private final Definition<Trip> definition =
      Trial.trip("many").step(new RowStep("one")).step(new RowStep("two")).build();
  private final Database database;
  private final Lanes lanes;
  private final Engine engine;

  ManyAtOnceIT(TestDatabase test) {
    database = Trial.open(test);
    InstantSource clock = InstantSource.system();
    engine =
        new Engine(
            database,
            (tx, tenant, type, subject, data) -> {},
            clock,
            new UlidGenerator(clock),
            new Random(3),
            id -> new ScriptOnly(id, new Script()));
    lanes = new Lanes(database, LanesOptions.defaults().withListener(counting()));
    engine.use(lanes.lane(LaneSpec.of(name).withInFlight(64), engine));
  }

  @AfterEach
  void close() {
    callers.shutdownNow();
    lanes.close();
  }

  @Test
  void eachKeyHasOneRunWhoeverStartsItFirst() throws Exception {
    List<Workflows> both = List.of(new RunsOfTenant(engine, acme), new RunsOfTenant(engine, zeta));
    List<Future<String>> ids = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      String key = "order-" + i;
      for (int of : new int[] {0, 1, 0}) {
        ids.add(callers.submit(() -> both.get(of).start(definition, key, Trip.of("jane"))));
      }
    }
    for (int i = 0; i < ids.size(); i += 3) {
      assertThat(ids.get(i).get()).isEqualTo(ids.get(i + 2).get());
      assertThat(ids.get(i).get()).isNotEqualTo(ids.get(i + 1).get());
    }
    lanes.start(); // now, so that there is much to do at once
    assertThat(lanes.awaitIdle(Duration.ofMinutes(2))).isTrue();

    for (Workflows workflows : both) {
      assertThat(new HashSet<>(workflows.runs("many", RunState.COMPLETED, 1000))).hasSize(KEYS);
    }
    int rows =
        database.read(
            jooq -> jooq.fetchCount(jooq.selectFrom("dom").where("tenant_id like ?", "%-" + name)));
    assertThat(rows).isEqualTo(2 * 2 * KEYS);
    assertThat(largestBatch).hasValueGreaterThan(1);
    assertThat(failedBatches).hasValue(0);
  }

  @Test
  void aStartThatIsRefusedHarmsNoOtherOfItsTransaction() throws Exception {
    List<Future<String>> good = new ArrayList<>();
    List<Future<String>> bad = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      String key = "order-" + i;
      good.add(callers.submit(() -> start(acme, definition, key)));
      bad.add(callers.submit(() -> start(acme, definition, key + '\0')));
    }
    for (Future<String> each : good) {
      assertThat(each.get()).isNotEmpty();
    }
    int failed = 0;
    for (Future<String> each : bad) {
      try {
        each.get();
      } catch (ExecutionException e) {
        failed++;
      }
    }
    // PostgreSQL takes no NUL in a text, H2 does
    assertThat(failed).isEqualTo(database.dialect() == Dialect.H2 ? 0 : KEYS);
  }

  @Test
  void aKeyThatIsTooLongIsRefused() {
    assertThatThrownBy(() -> start(acme, definition, "k".repeat(201)))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("1 to 200");
  }

  private String start(TenantId tenant, Definition<Trip> of, String key) {
    return new RunsOfTenant(engine, tenant).start(of, key, Trip.of("jane"));
  }

  private LaneListener counting() {
    return new LaneListener() {
      @Override
      public void committed(int pieces, Duration duration) {
        largestBatch.accumulateAndGet(pieces, Math::max);
      }

      @Override
      public void batchFailed(int pieces) {
        failedBatches.incrementAndGet();
      }
    };
  }
}
