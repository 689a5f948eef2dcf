package io.ispkit.radius;

import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;

/**
 * Where the RADIUS tables live, and how a transaction on them is run. Opened by {@link
 * RadiusDatabases}. Thread-safe; each call blocks until the database has answered.
 */
public interface RadiusDatabase extends AutoCloseable {

  /** Work in one transaction. */
  @FunctionalInterface
  interface Work<T> {

    /** Works on the tables, and keeps nothing of them. */
    Outcome<T> run(RadiusTables tables);
  }

  /** Whether {@link #write} joins the backend's own transactions, or works in short ones. */
  Reach reach();

  /**
   * How many transactions one bulk work may have open at a time, at least 1. One in the backend's
   * own database, whose connections are there for everybody.
   */
  default int writers() {
    return 1;
  }

  /** Runs {@code work} and commits it when it is done; unknown when the commit got no answer. */
  <T> Outcome<T> write(Operation operation, Work<T> work);

  /** Runs {@code work}, which changes nothing; never unknown. */
  <T> Outcome<T> read(Operation operation, Work<T> work);

  /** Gives the connections back that are its own; a second call does nothing. */
  @Override
  void close();
}
