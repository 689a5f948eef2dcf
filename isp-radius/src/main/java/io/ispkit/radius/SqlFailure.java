package io.ispkit.radius;

import io.ispkit.core.error.IspException;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.error.RetryableException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a failed statement means. The texts of database errors are left out of every message: some
 * quote the whole row, password included.
 */
final class SqlFailure {

  // 90020 H2: file in use; 90121: closed; 90131, 50200: conflict of H2; 1205, 1213: of MariaDB
  private static final Set<Integer> RETRYABLE_CODES =
      Set.of(1205, 1213, 50200, 90020, 90028, 90067, 90098, 90121, 90131);

  private SqlFailure() {}

  /** The exception for a transaction that has not committed, and now never will. */
  static IspException beforeCommit(Throwable failure) {
    SQLException sql = sqlException(failure);
    if (sql == null) {
      return new PermanentException("the RADIUS tables: " + failure.getClass().getName());
    }
    return isRetryable(sql)
        ? new RetryableException("the database of the RADIUS tables is away or busy" + code(sql))
        : new PermanentException("the database refuses the RADIUS rows" + code(sql));
  }

  /** Whether a commit that failed this way has certainly not taken place. */
  static boolean isRolledBack(SQLException failure) {
    String state = failure.getSQLState();
    return state != null
        && (state.startsWith("40") || state.startsWith("23"))
        && !state.equals("40003"); // statement completion unknown
  }

  static String code(SQLException failure) {
    return " (SQL state " + failure.getSQLState() + ", code " + failure.getErrorCode() + ")";
  }

  private static boolean isRetryable(SQLException failure) {
    String state = failure.getSQLState();
    return state == null // a pool without a free connection
        || state.startsWith("08") // connection
        || state.startsWith("40") // victim of a conflict
        || state.startsWith("53") // out of resources
        || state.startsWith("55P") // lock not available
        || state.startsWith("57P") // shutting down
        || state.equals("57014") // cancelled
        || RETRYABLE_CODES.contains(failure.getErrorCode());
  }

  private static @Nullable SQLException sqlException(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }
}
