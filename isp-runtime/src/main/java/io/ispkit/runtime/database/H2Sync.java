package io.ispkit.runtime.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Forces H2's file to the disk after commits: one {@code CHECKPOINT SYNC} for all transactions that
 * wait for one. Whoever comes first leads, on its own connection; the others wait for it or, when
 * they came too late for it, for the next one.
 */
final class H2Sync {

  private long asked;
  private long done;
  private boolean leading;

  /** Returns when everything that this thread has committed is on the disk. */
  void await(Connection connection) throws SQLException {
    long target;
    synchronized (this) {
      long mine = ++asked;
      boolean interrupted = false;
      while (leading && done < mine) {
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true; // a commit is not left half known: keep waiting
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      if (done >= mine) {
        return;
      }
      leading = true;
      target = asked;
    }
    boolean synced = false;
    try (Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT SYNC");
      synced = true;
    } finally {
      synchronized (this) {
        leading = false;
        if (synced) {
          done = Math.max(done, target);
        }
        notifyAll();
      }
    }
  }
}
