package io.ispkit.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.id.UlidGenerator;
import io.ispkit.runtime.database.Database;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.process.ChildJvm;
import io.ispkit.workflow.internal.Engine;
import io.ispkit.workflow.internal.RunsOfTenant;
import io.ispkit.workflow.trial.CrashNode;
import io.ispkit.workflow.trial.Ledger;
import io.ispkit.workflow.trial.Script;
import io.ispkit.workflow.trial.ScriptOnly;
import io.ispkit.workflow.trial.Trial;
import io.ispkit.workflow.trial.Trip;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnEachDatabase
class CrashIT {

  private static final int RUNS = 150;

  /** For what takes seconds. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** Fifteen, unless {@code -Dispkit.kills} says fewer, as it does where it is run again. */
  private static final int KILLS = Math.min(15, Integer.getInteger("ispkit.kills", 15));

  private final TestDatabase test;
  @TempDir private Path directory;

  CrashIT(TestDatabase test) {
    this.test = test;
  }

  @Test
  void aProcessThatIsKilledAgainAndAgainLosesAndDoublesNothing() throws Exception {
    Trial.prepare(test).close();
    Random random = new Random(42);
    try (Ledger ledger = new Ledger()) {
      for (int kill = 1; kill <= KILLS; kill++) {
        // So that each kill falls into the work, however late after this the kill comes.
        int progress = kill * 2 * RUNS / (KILLS + 5);
        try (ChildJvm node = start(ledger, kill)) {
          node.await(
              progress + " operations", PATIENCE, () -> ledger.operations().size() >= progress);
          Thread.sleep(random.nextInt(40));
          node.kill();
        }
      }
      try (ChildJvm last = start(ledger, 99)) {
        last.awaitEnd(PATIENCE);
      }

      assertThat(ledger.operations()).doesNotHaveDuplicates().hasSize(2 * RUNS);
      everyRunWentThroughEachStageOnce(ledger);
    }
  }

  private void everyRunWentThroughEachStageOnce(Ledger ledger) {
    Definition<Trip> definition = CrashNode.definition(ledger.port());
    try (Database database = Trial.reopen(test)) {
      InstantSource clock = InstantSource.system();
      Engine engine =
          new Engine(
              database,
              (tx, tenant, type, subject, data) -> {},
              clock,
              new UlidGenerator(clock),
              new Random(1),
              id -> new ScriptOnly(id, new Script()));
      Workflows workflows = new RunsOfTenant(engine, CrashNode.TENANT);
      for (int i = 0; i < RUNS; i++) {
        RunView<Trip> view = workflows.findByKey(definition, "order-" + i).orElseThrow();
        assertThat(view.runState()).isEqualTo(RunState.COMPLETED);
        assertThat(view.state().stops())
            .containsExactly("one", "call_a", "two", "three", "call_b", "four");
        assertThat(Trial.journal(view))
            .filteredOn(row -> row.endsWith(" do done"))
            .hasSize(6)
            .doesNotHaveDuplicates();
      }
      int rows = database.read(jooq -> jooq.fetchCount(jooq.selectFrom("dom")));
      assertThat(rows).isEqualTo(4 * RUNS);
    }
  }

  private ChildJvm start(Ledger ledger, int seed) {
    return ChildJvm.start(
        directory.resolve("node" + seed + ".log"),
        CrashNode.class,
        test.url(),
        test.username(),
        test.password(),
        Integer.toString(ledger.port()),
        Integer.toString(RUNS),
        Integer.toString(seed));
  }
}
