package io.ispkit.radius;

import io.ispkit.core.error.CommitUnknownException;
import io.ispkit.core.error.IspException;
import io.ispkit.core.error.RetryableException;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.core.transaction.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.exception.DataAccessException;

/** The RADIUS tables in the backend's own database: joins its transactions. */
final class JoinedDatabase implements RadiusDatabase {

  private final Transactions transactions;
  private final String schema;

  JoinedDatabase(Transactions transactions, String schema) {
    this.transactions = transactions;
    this.schema = schema;
  }

  @Override
  public Reach reach() {
    return Reach.TRANSACTION;
  }

  /**
   * In the caller's transaction a database failure is thrown, since the whole transaction is lost
   * with it; in one of our own it becomes a refusal, or unknown, and what was not done is rolled
   * back.
   */
  @Override
  public <T> Outcome<T> write(Operation operation, Work<T> work) {
    Optional<Transaction> open = operation.transaction();
    if (open.isPresent()) {
      return run(open.get(), work);
    }
    List<Outcome<T>> notDone = new ArrayList<>(1);
    try {
      return transactions.transact(
          transaction -> {
            Outcome<T> outcome = run(transaction, work);
            if (!outcome.isDone()) {
              notDone.add(outcome);
              throw new NotDoneException();
            }
            return outcome;
          });
    } catch (NotDoneException e) {
      return notDone.get(0);
    } catch (CommitUnknownException e) {
      return Outcome.unknown("" + e.getMessage());
    } catch (RetryableException e) {
      return away(e);
    }
  }

  @Override
  public <T> Outcome<T> read(Operation operation, Work<T> work) {
    Optional<Transaction> open = operation.transaction();
    try {
      return open.isPresent()
          ? run(open.get(), work)
          : transactions.transact(transaction -> run(transaction, work));
    } catch (CommitUnknownException | RetryableException e) {
      if (open.isPresent()) {
        throw e;
      }
      return away(e);
    }
  }

  private static <T> Outcome<T> away(IspException e) {
    return Outcome.refused(Refusal.retryLater("database_away", "" + e.getMessage()));
  }

  private <T> Outcome<T> run(Transaction transaction, Work<T> work) {
    try {
      return work.run(RadiusTables.on(transaction.connection(), transactions.product(), schema));
    } catch (DataAccessException e) {
      throw SqlFailure.beforeCommit(e);
    }
  }

  /** The database is not ours to close. */
  @Override
  public void close() {}

  /** Rolls a transaction of our own back; never seen outside. */
  private static final class NotDoneException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotDoneException() {
      super("not done", null, false, false);
    }
  }
}
