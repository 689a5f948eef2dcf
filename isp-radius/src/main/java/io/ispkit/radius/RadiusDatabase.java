package io.ispkit.radius;

import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;

/** Where the RADIUS tables live, and how a transaction on them is run. Thread-safe. */
interface RadiusDatabase extends AutoCloseable {

  /** Work in one transaction. */
  @FunctionalInterface
  interface Work<T> {
    Outcome<T> run(RadiusTables tables);
  }

  Reach reach();

  /** Runs {@code work} and commits it when it is done; unknown when the commit got no answer. */
  <T> Outcome<T> write(Operation operation, Work<T> work);

  /** Runs {@code work}, which changes nothing; never unknown. */
  <T> Outcome<T> read(Operation operation, Work<T> work);

  @Override
  void close();
}
