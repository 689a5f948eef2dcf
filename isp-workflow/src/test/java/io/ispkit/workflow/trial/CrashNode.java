package io.ispkit.workflow.trial;

import io.ispkit.core.id.UlidGenerator;
import io.ispkit.core.secret.Secret;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.database.DatabaseOptions;
import io.ispkit.runtime.lane.LaneSpec;
import io.ispkit.runtime.lane.Lanes;
import io.ispkit.workflow.Definition;
import io.ispkit.workflow.RetryPolicy;
import io.ispkit.workflow.RunState;
import io.ispkit.workflow.Workflows;
import io.ispkit.workflow.internal.Engine;
import io.ispkit.workflow.internal.RunsOfTenant;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;

/** The process that is killed: starts the runs that are missing, and works until all are done. */
public final class CrashNode {

  public static final TenantId TENANT = new TenantId("crash");

  private CrashNode() {}

  public static Definition<Trip> definition(int port) {
    return Definition.named("crash", 1, Trip.class)
        .retry(
            new RetryPolicy(
                1000, Duration.ofMillis(20), Duration.ofMillis(200), RetryPolicy.Exhausted.PAUSE))
        .step(new RowStep("one"))
        .step(new LedgerStep("call_a", port))
        .step(new RowStep("two"))
        .step(new RowStep("three"))
        .step(new LedgerStep("call_b", port))
        .step(new RowStep("four"))
        .build();
  }

  /** url, user, password, port of the ledger, runs, seed; ends with 0 when all are done. */
  public static void main(String[] args) throws InterruptedException {
    Definition<Trip> definition = definition(Integer.parseInt(args[3]));
    int runs = Integer.parseInt(args[4]);
    InstantSource clock = InstantSource.system();
    try (Database database =
        Database.open(
            DatabaseOptions.of(args[0], args[1])
                .withPassword(args[2].isEmpty() ? null : Secret.of(args[2])))) {
      Engine engine =
          new Engine(
              database,
              (tx, tenant, type, subject, data) -> {},
              clock,
              new UlidGenerator(clock),
              new Random(Long.parseLong(args[5])),
              id -> new ScriptOnly(id, new Script()));
      engine.register(definition);
      try (Lanes lanes = new Lanes(database)) {
        engine.use(
            lanes.lane(
                LaneSpec.of("crash").withInFlight(16).withLease(Duration.ofSeconds(5)), engine));
        lanes.start();
        Workflows workflows = new RunsOfTenant(engine, TENANT);
        for (int i = 0; i < runs; i++) {
          workflows.start(definition, "order-" + i, Trip.of("jane"));
        }
        while (workflows.runs("crash", RunState.COMPLETED, runs).size() < runs) {
          Thread.sleep(50);
        }
      }
    }
  }
}
