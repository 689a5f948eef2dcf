package io.ispkit.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.id.UlidGenerator;
import io.ispkit.runtime.database.Database;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.workflow.internal.Engine;
import io.ispkit.workflow.internal.RunsOfTenant;
import io.ispkit.workflow.trial.CrashNode;
import io.ispkit.workflow.trial.Ledger;
import io.ispkit.workflow.trial.Script;
import io.ispkit.workflow.trial.ScriptOnly;
import io.ispkit.workflow.trial.Trial;
import io.ispkit.workflow.trial.Trip;
import java.io.File;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnEachDatabase
class CrashIT {

  private static final int RUNS = 150;

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
        Process node = start(ledger, kill);
        // So that each kill falls into the work, however late after this the kill comes.
        int progress = kill * 2 * RUNS / (KILLS + 5);
        while (ledger.operations().size() < progress) {
          assertThat(node.isAlive()).as(log()).isTrue();
          Thread.sleep(1);
        }
        Thread.sleep(random.nextInt(40));
        node.destroyForcibly().waitFor();
      }
      Process last = start(ledger, 99);
      assertThat(last.waitFor(5, TimeUnit.MINUTES)).as(log()).isTrue();
      assertThat(last.exitValue()).as(log()).isZero();

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

  private Process start(Ledger ledger, int seed) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(CrashNode.class.getName());
    command.addAll(
        List.of(
            test.url(),
            test.username(),
            test.password(),
            Integer.toString(ledger.port()),
            Integer.toString(RUNS),
            Integer.toString(seed)));
    File log = directory.resolve("node.log").toFile();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  private String log() {
    return "see " + directory.resolve("node.log");
  }
}
