package io.ispkit.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.core.id.OperationId;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeteredDatabaseTest {

  private static final Operation OPERATION =
      Operation.of(new TenantId("acme"), new OperationId("run.radius"));

  private final List<String> told = new ArrayList<>();
  private final RadiusDatabase metered =
      new MeteredDatabase(
          new WithoutTables(),
          (system, call, end, took) -> told.add(system + " " + call + " " + end));

  /** Runs work without tables. */
  private static final class WithoutTables implements RadiusDatabase {

    @Override
    public Reach reach() {
      return Reach.REMOTE;
    }

    @Override
    public <T> Outcome<T> write(Operation operation, Work<T> work) {
      return work.run(null);
    }

    @Override
    public <T> Outcome<T> read(Operation operation, Work<T> work) {
      return work.run(null);
    }

    @Override
    public void close() {}
  }

  @Test
  void each_transaction_is_told_by_how_it_ended() {
    metered.read(OPERATION, tables -> Outcome.done("x"));
    metered.write(OPERATION, tables -> Outcome.refused("username_taken", "jane is taken"));
    metered.write(OPERATION, tables -> Outcome.unknown("no answer"));

    assertThat(told)
        .containsExactly(
            "radius read done", "radius write refused.username_taken", "radius write unknown");
  }

  @Test
  void what_is_thrown_counts_as_failed_and_goes_on() {
    assertThatThrownBy(
            () ->
                metered.read(
                    OPERATION,
                    tables -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");
    assertThat(told).containsExactly("radius read failed");
  }
}
