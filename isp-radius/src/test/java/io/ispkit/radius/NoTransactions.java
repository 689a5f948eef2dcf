package io.ispkit.radius;

import io.ispkit.core.transaction.Transactions;

/** The backend's own database, for a directory that must leave it alone. */
public final class NoTransactions implements Transactions {

  @Override
  public <T> T transact(Body<T> body) {
    throw new AssertionError("the directory has a database of its own");
  }

  @Override
  public String product() {
    return "h2";
  }
}
