package io.ispkit.radius.accounting;

import io.ispkit.core.id.OperationId;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.radius.RadiusDatabase;
import java.util.function.Function;

/** Runs queries on {@code radacct} by one set of settings. Thread-safe. */
record RadacctDatabase(RadiusDatabase database, AccountingSettings settings) {

  private static final OperationId READING = new OperationId("accounting.read");

  /** In a transaction of its own; never unknown. */
  <T> Outcome<T> read(Function<Radacct, T> work) {
    return database.read(
        Operation.of(settings.tenant(), READING),
        tables -> Outcome.done(work.apply(new Radacct(tables, settings))));
  }

  <T> Outcome<T> write(Operation operation, Function<Radacct, Outcome<T>> work) {
    if (!operation.tenant().equals(settings.tenant())) {
      throw new IllegalArgumentException(
          "operation " + operation + ": expected one of tenant " + settings.tenant());
    }
    return database.write(operation, tables -> work.apply(new Radacct(tables, settings)));
  }
}
