package io.ispkit.radius;

import io.ispkit.core.operation.CallListener;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import java.time.Duration;

/**
 * Tells of each transaction on RADIUS tables in a database of their own: how it ended, and how long
 * it took.
 */
record MeteredDatabase(RadiusDatabase database, CallListener calls) implements RadiusDatabase {

  private static final String SYSTEM = "radius";

  @Override
  public Reach reach() {
    return database.reach();
  }

  @Override
  public int writers() {
    return database.writers();
  }

  @Override
  public <T> Outcome<T> write(Operation operation, Work<T> work) {
    long start = System.nanoTime();
    String end = "failed";
    try {
      Outcome<T> outcome = database.write(operation, work);
      end = end(outcome);
      return outcome;
    } finally {
      tell("write", end, start);
    }
  }

  @Override
  public <T> Outcome<T> read(Operation operation, Work<T> work) {
    long start = System.nanoTime();
    String end = "failed";
    try {
      Outcome<T> outcome = database.read(operation, work);
      end = end(outcome);
      return outcome;
    } finally {
      tell("read", end, start);
    }
  }

  private static String end(Outcome<?> outcome) {
    if (outcome instanceof Outcome.Refused<?> refused) {
      return "refused." + refused.refusal().code();
    }
    return outcome.isDone() ? "done" : "unknown";
  }

  private void tell(String call, String end, long start) {
    calls.ended(SYSTEM, call, end, Duration.ofNanos(System.nanoTime() - start));
  }

  @Override
  public void close() {
    database.close();
  }
}
