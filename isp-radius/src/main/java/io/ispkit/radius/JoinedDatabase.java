package io.ispkit.radius;

import io.ispkit.core.error.RetryableException;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.core.transaction.Transactions;
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
   * with it; in one of our own it becomes a refusal.
   */
  @Override
  public <T> Outcome<T> write(Operation operation, Work<T> work) {
    Optional<Transaction> open = operation.transaction();
    if (open.isPresent()) {
      return run(open.get(), work);
    }
    try {
      return transactions.transact(transaction -> run(transaction, work));
    } catch (RetryableException e) {
      return Outcome.refused(Refusal.retryLater("database_away", "" + e.getMessage()));
    }
  }

  @Override
  public <T> Outcome<T> read(Operation operation, Work<T> work) {
    return write(operation, work);
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
}
