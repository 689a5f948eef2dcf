package io.ispkit.radius.accounting;

import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.radius.RadiusDatabase;
import io.ispkit.radius.RadiusTables;
import java.util.Objects;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.jspecify.annotations.Nullable;

/** Somebody else does something once, right after the first statement that reads radacct. */
final class MeanwhileDatabase implements RadiusDatabase {

  private final RadiusDatabase database;
  private @Nullable Runnable meanwhile;

  MeanwhileDatabase(RadiusDatabase database, Runnable meanwhile) {
    this.database = database;
    this.meanwhile = meanwhile;
  }

  boolean hasHappened() {
    return meanwhile == null;
  }

  @Override
  public Reach reach() {
    return database.reach();
  }

  @Override
  public <T> Outcome<T> write(Operation operation, Work<T> work) {
    return database.write(operation, work);
  }

  @Override
  public <T> Outcome<T> read(Operation operation, Work<T> work) {
    return database.read(operation, tables -> work.run(interrupted(tables)));
  }

  @Override
  public void close() {
    database.close();
  }

  private RadiusTables interrupted(RadiusTables tables) {
    ExecuteListener listener =
        new ExecuteListener() {
          @Override
          public void end(ExecuteContext context) {
            Runnable once = meanwhile;
            if (once != null && Objects.requireNonNull(context.sql()).contains("radacct")) {
              meanwhile = null;
              once.run();
            }
          }
        };
    return new RadiusTables(
        DSL.using(
            tables.sql().configuration().derive(new DefaultExecuteListenerProvider(listener))),
        tables.layout());
  }
}
