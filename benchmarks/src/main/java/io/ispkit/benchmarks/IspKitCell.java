package io.ispkit.benchmarks;

import io.ispkit.core.config.Config;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.Isp;
import io.ispkit.workflow.Definition;
import io.ispkit.workflow.Step;
import io.ispkit.workflow.StepContext;
import io.ispkit.workflow.StepPlan;
import io.ispkit.workflow.Workflows;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * ISP Kit: seven transaction steps; journal and domain rows in one commit. A domain row is a
 * statement of its own, or goes with the transaction's batched writes.
 */
final class IspKitCell implements WorkflowCell {

  /** The state of a run. */
  public record Trip(String id) {}

  /** Inserts one domain row; the last one tells the caller when its commit is through. */
  private final class InsertStep implements Step<Trip> {
    private final int number;

    InsertStep(int number) {
      this.number = number;
    }

    @Override
    public String name() {
      return "step" + number;
    }

    @Override
    public Outcome<StepPlan<Trip>> plan(Trip state, StepContext context) {
      return Outcome.done(new StepPlan<>(List.of(), state));
    }

    @Override
    public Outcome<Trip> run(Trip state, StepContext context) {
      Transaction transaction = context.operation().transaction().orElseThrow();
      try {
        if (batched) {
          isp.database()
              .batch(transaction, WorkflowCell.INSERT, state.id(), number, WorkflowCell.VALUE);
        } else {
          WorkflowCell.write(transaction.connection(), state.id(), number);
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      if (number == STEPS - 1) {
        transaction.afterCommit(() -> ended(state.id()).complete(null));
      }
      return Outcome.done(state);
    }
  }

  private final Map<String, CompletableFuture<Void>> running = new ConcurrentHashMap<>();
  private final boolean batched;
  private final Isp isp;
  private final Workflows workflows;
  private final Definition<Trip> definition;

  IspKitCell(DataSource dataSource, boolean batched) {
    this.batched = batched;
    isp =
        Isp.builder()
            .config(Config.of(Map.of("tenants", Map.of("bench", Map.of("zone", "UTC")))))
            .dataSource(dataSource)
            .open();
    Definition.Builder<Trip> builder = Definition.named("seven_steps", 1, Trip.class);
    for (int i = 0; i < STEPS; i++) {
      builder.step(new InsertStep(i));
    }
    definition = builder.build();
    workflows = isp.tenant("bench").get(Workflows.class);
  }

  @Override
  public String name() {
    return batched ? "ISP Kit, domain rows batched" : "ISP Kit";
  }

  @Override
  public void run(String id) throws Exception {
    CompletableFuture<Void> end = new CompletableFuture<>();
    running.put(id, end);
    workflows.start(definition, id, new Trip(id));
    end.get(60, TimeUnit.SECONDS);
    running.remove(id);
  }

  private CompletableFuture<Void> ended(String id) {
    return Objects.requireNonNull(running.get(id), id);
  }

  @Override
  public void close() {
    isp.close();
  }
}
