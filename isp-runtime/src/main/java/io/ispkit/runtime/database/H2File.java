package io.ispkit.runtime.database;

import io.ispkit.core.error.RetryableException;
import io.ispkit.runtime.database.internal.DurablePath;
import java.io.IOException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An H2 file of this process: one transaction at a time writes to it, and commits that end at the
 * same time share one synchronisation.
 *
 * <p>One at a time, because H2 takes the maps of its store into a commit one after the other: what
 * another thread writes meanwhile gets in by halves, and stays there by halves when the process is
 * killed before the next commit. A thread that is at work may begin another transaction.
 */
final class H2File {

  /**
   * Much longer than H2's own lock time-out, as there is no deadlock to get out of: on a machine
   * that has hardly a processor left the transactions before this one may take their time.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** H2's SQLSTATE for a lock that did not come in time. */
  private static final String LOCK_TIMEOUT = "HYT00";

  private static final Map<String, H2File> FILES = new ConcurrentHashMap<>();

  private final String path;
  private final Duration patience;
  private final ReentrantLock turn = new ReentrantLock(true);
  private long asked;
  private long done;
  private boolean leading;

  H2File(String path, Duration patience) {
    this.path = path;
    this.patience = patience;
  }

  /**
   * The same for the same file, whoever opens it.
   *
   * @param path as H2's {@code database_path()} has it
   */
  static H2File of(String path) {
    return FILES.computeIfAbsent(path, each -> new H2File(each, PATIENCE));
  }

  /**
   * Waits for its turn to write.
   *
   * @throws RetryableException it did not come within a minute, or the thread was interrupted
   */
  void begin() {
    try {
      if (!turn.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        String late = "other transactions have been at work on the H2 file for " + patience;
        // As if the database had said so: who looks for its faults that pass finds this one too.
        throw new RetryableException(late, new SQLTransientException(late, LOCK_TIMEOUT));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      String stopped = "interrupted before a transaction on the H2 file";
      throw new RetryableException(stopped, new SQLTransientException(stopped, LOCK_TIMEOUT, e));
    }
  }

  void end() {
    turn.unlock();
  }

  /** Whether {@link #sync} finds the file; else {@code CHECKPOINT SYNC} does it. */
  boolean isKnown() {
    return DurablePath.isOpen(path);
  }

  /**
   * Returns when everything that this thread has committed is on the disk. Whoever comes first
   * leads; the others wait for it or, when they came too late for it, for the next one.
   */
  void sync() throws IOException {
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
    try {
      DurablePath.force(path);
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
