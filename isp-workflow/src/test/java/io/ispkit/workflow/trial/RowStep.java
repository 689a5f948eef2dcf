package io.ispkit.workflow.trial;

import io.ispkit.core.change.Change;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.workflow.Step;
import io.ispkit.workflow.StepContext;
import io.ispkit.workflow.StepPlan;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jooq.exception.DataAccessException;

/** Writes one row in our database. */
public record RowStep(String name) implements Step<Trip> {

  @Override
  public Outcome<StepPlan<Trip>> plan(Trip state, StepContext context) {
    return context
        .service(Script.class)
        .answer(name + ".plan")
        .map(x -> new StepPlan<>(List.of(Change.create("database", name)), state.via(name)));
  }

  @Override
  public Outcome<Trip> run(Trip state, StepContext context) {
    execute(context.operation(), "insert into dom (tenant_id, operation) values (?, ?)");
    return context.service(Script.class).answer(name).map(x -> state.via(name));
  }

  @Override
  public Outcome<List<Change>> undo(Trip state, StepContext context) {
    int rows =
        execute(context.operation(), "delete from dom where tenant_id = ? and operation = ?");
    return context
        .service(Script.class)
        .answer(name + ".undo")
        .map(x -> rows == 0 ? List.<Change>of() : List.of(Change.delete("database", name)));
  }

  static int execute(Operation operation, String sql) {
    try (PreparedStatement statement =
        operation.transaction().orElseThrow().connection().prepareStatement(sql)) {
      statement.setString(1, operation.tenant().value());
      statement.setString(2, operation.id().value());
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new DataAccessException(sql, e);
    }
  }
}
