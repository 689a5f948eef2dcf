package io.ispkit.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ispkit.core.id.UlidGenerator;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.lane.LaneSpec;
import io.ispkit.runtime.lane.Lanes;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.database.TestDatabases;
import io.ispkit.workflow.internal.Engine;
import io.ispkit.workflow.internal.RunsOfTenant;
import io.ispkit.workflow.trial.CallStep;
import io.ispkit.workflow.trial.RowStep;
import io.ispkit.workflow.trial.Script;
import io.ispkit.workflow.trial.ScriptOnly;
import io.ispkit.workflow.trial.Trial;
import io.ispkit.workflow.trial.Trip;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Engines of two processes on one PostgreSQL, over the real lanes. */
class TwoNodesIT {

  private static final TenantId TENANT = new TenantId("two");
  private static final int RUNS = 100;

  private final Script script = new Script();
  private final Definition<Trip> definition =
      Trial.trip("shared")
          .step(new RowStep("one"))
          .step(new CallStep("call", true))
          .waitFor("go")
          .step(new RowStep("two"))
          .build();

  @Test
  void twoNodesShareTheRunsAndEachStageRunsOnce() {
    TestDatabase test = TestDatabases.postgresql();
    Trial.prepare(test).close();
    for (int i = 0; i < 5; i++) {
      script.then("one", () -> Outcome.refused(Refusal.retryLater("busy", "busy")));
      script.then("call", () -> Outcome.unknown("no answer, but it took place"));
    }
    script.then("two", () -> Outcome.refused("no", "not this one"));
    try (Node first = new Node(test);
        Node second = new Node(test)) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < RUNS; i++) {
        Node starter = i % 2 == 0 ? first : second;
        ids.add(starter.workflows.start(definition, "order-" + i, Trip.of("jane")));
      }
      for (String id : ids) { // from the other side, early or late
        second.workflows.signal(id, "go", Map.of());
      }

      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> count(first, RunState.COMPLETED) + count(first, RunState.FAILED) == RUNS);

      assertThat(count(first, RunState.FAILED)).isEqualTo(1);
      assertThat(script.effects()).doesNotHaveDuplicates().hasSize(RUNS - 1);
      assertThat(first.database.<Integer>read(jooq -> jooq.fetchCount(jooq.selectFrom("dom"))))
          .isEqualTo(3 * (RUNS - 1));
    }
  }

  private static int count(Node node, RunState state) {
    return node.workflows.runs("shared", state, RUNS).size();
  }

  private final class Node implements AutoCloseable {

    final Database database;
    final Lanes lanes;
    final Workflows workflows;

    Node(TestDatabase test) {
      database = Trial.reopen(test);
      InstantSource clock = InstantSource.system();
      Engine engine =
          new Engine(
              database,
              (tx, tenant, type, subject, data) -> {},
              clock,
              new UlidGenerator(clock),
              new Random(3),
              id -> new ScriptOnly(id, script));
      engine.register(definition);
      lanes = new Lanes(database);
      engine.use(lanes.lane(LaneSpec.of("shared").withInFlight(32), engine));
      lanes.start();
      workflows = new RunsOfTenant(engine, TENANT);
    }

    @Override
    public void close() {
      lanes.close();
      database.close();
    }
  }
}
