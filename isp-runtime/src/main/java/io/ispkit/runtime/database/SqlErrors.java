package io.ispkit.runtime.database;

import io.ispkit.core.error.IspException;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.error.RetryableException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells which errors of the database may go away by themselves. */
final class SqlErrors {

  /**
   * SQLSTATEs of PostgreSQL (appendix A of its manual) and of H2 (org.h2.api.ErrorCode): deadlock
   * and serialization failure, lock time-out, administrator's shutdown, cannot connect now, query
   * cancelled; H2: concurrent update, row vanished under a delete, closed, broken, shutting down.
   */
  private static final Set<String> TRANSIENT =
      Set.of(
          "40001", "40P01", "55P03", "57P01", "57P02", "57P03", "57P05", "57014", "25P03", "HYT00",
          "90131", "90112", "90098", "90067", "90121");

  /** H2: closed, broken, shutting down, I/O error. */
  private static final Set<String> GONE =
      Set.of("90098", "90067", "90121", "90007", "90028", "90031");

  /** H2: general error, file corrupted. */
  private static final Set<String> H2_BROKE = Set.of("HY000", "90030");

  private SqlErrors() {}

  static IspException translate(String what, SQLException e) {
    String text = what + ": SQLSTATE " + e.getSQLState() + " (" + e.getErrorCode() + ")";
    return isTransient(e) ? new RetryableException(text, e) : new PermanentException(text, e);
  }

  static boolean isTransient(SQLException e) {
    String state = e.getSQLState();
    return e instanceof SQLTransientException
        || e instanceof SQLRecoverableException
        || e instanceof SQLNonTransientConnectionException
        || isConnectionGone(e)
        || (state != null
            && (TRANSIENT.contains(state) || state.startsWith("08") || state.startsWith("53")));
  }

  /**
   * The connection is broken or being shut down (a pool says so without a SQLSTATE): what was sent
   * last may or may not be done.
   */
  static boolean isConnectionGone(SQLException e) {
    String state = e.getSQLState();
    return state == null
        || e instanceof SQLRecoverableException
        || state.startsWith("08")
        || state.startsWith("57P")
        || GONE.contains(state);
  }

  /**
   * Whether an error of a commit leaves open whether it took place. H2 says so with a general error
   * too: its transaction is committed in memory before it is written, and what the writing throws
   * (a full disk) comes out as it is.
   */
  static boolean isCommitUnknown(SQLException e) {
    return isConnectionGone(e) || H2_BROKE.contains(String.valueOf(e.getSQLState()));
  }

  /** The first SQLException in the chain of causes, or null. */
  static @Nullable SQLException in(@Nullable Throwable e) {
    Throwable cause = e;
    for (int depth = 0; cause != null && depth < 20; depth++) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
      cause = cause.getCause();
    }
    return null;
  }
}
