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
