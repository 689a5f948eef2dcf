package io.ispkit.workflow.trial;

import io.ispkit.core.change.Change;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.workflow.Step;
import io.ispkit.workflow.StepContext;
import io.ispkit.workflow.StepPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Has an effect in the other system.
 *
 * @param prepares whether it also writes a row of ours before
 */
public record CallStep(String name, boolean prepares) implements Step<Trip> {

  @Override
  public Reach reach(Trip state, StepContext context) {
    return Reach.REMOTE;
  }

  @Override
  public Outcome<StepPlan<Trip>> plan(Trip state, StepContext context) {
    return Outcome.done(new StepPlan<>(List.of(Change.create("elsewhere", name)), state.via(name)));
  }

  @Override
  public Outcome<Trip> prepare(Trip state, StepContext context) {
    if (prepares
        && RowStep.execute(
                context.operation(),
                "update dom set note = 'again' where tenant_id = ? and operation = ?")
            == 0) {
      RowStep.execute(context.operation(), "insert into dom (tenant_id, operation) values (?, ?)");
    }
    return Outcome.done(state);
  }

  @Override
  public Outcome<Trip> run(Trip state, StepContext context) {
    if (context.operation().transaction().isPresent()) {
      throw new IllegalStateException("called inside a transaction");
    }
    Script script = context.service(Script.class);
    Outcome<String> answer = script.answer(name);
    boolean takesPlace =
        answer.isDone()
            || (answer instanceof Outcome.Unknown<String> unknown
                && unknown.reason().contains("took place"));
    if (takesPlace) {
      script.effect(context.operation().id().value());
    }
    return answer.map(x -> state.via(name));
  }

  @Override
  public Trip record(Trip state, StepContext context) {
    context.service(Script.class).answer(name + ".record").orElseThrow();
    return state;
  }

  @Override
  public Outcome<Optional<Trip>> probe(Trip state, StepContext context) {
    Script script = context.service(Script.class);
    return script
        .answer(name + ".probe")
        .map(
            x ->
                script.has(context.operation().id().value())
                    ? Optional.of(state.via(name))
                    : Optional.empty());
  }

  @Override
  public Outcome<List<Change>> undo(Trip state, StepContext context) {
    Script script = context.service(Script.class);
    return script
        .answer(name + ".undo")
        .map(
            x ->
                script.remove(context.operation().id().value())
                    ? List.of(Change.delete("elsewhere", name))
                    : List.<Change>of());
  }

  @Override
  public Outcome<List<Change>> unrecord(Trip state, StepContext context) {
    List<Change> changes = new ArrayList<>();
    if (prepares
        && RowStep.execute(
                context.operation(), "delete from dom where tenant_id = ? and operation = ?")
            > 0) {
      changes.add(Change.delete("database", name));
    }
    return Outcome.done(changes);
  }
}
