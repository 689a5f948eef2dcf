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

  // 90020 H2: file in use; 90028: unreadable; 90067: connection broken; 90098, 90121: closed
  private static final Set<Integer> AWAY_CODES = Set.of(90020, 90028, 90067, 90098, 90121);
  // 90131, 50200: conflict of H2; 1205, 1213: of MariaDB
  private static final Set<Integer> CONFLICT_CODES = Set.of(1205, 1213, 50200, 90131);

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

  /** Whether the database was not reached, or broke the connection off: no mere conflict. */
  static boolean isAway(Throwable failure) {
    SQLException sql = sqlException(failure);
    return sql != null && isAway(sql);
  }

  private static boolean isAway(SQLException failure) {
    String state = failure.getSQLState();
    return state == null // no connection in time
        || state.startsWith("08") // connection
        || state.startsWith("53") // out of resources
        || state.startsWith("57P") // shutting down
        || AWAY_CODES.contains(failure.getErrorCode());
  }

  private static boolean isRetryable(SQLException failure) {
    return isAway(failure) || isConflict(failure);
  }

  private static boolean isConflict(SQLException failure) {
    String state = failure.getSQLState();
    return CONFLICT_CODES.contains(failure.getErrorCode())
        || (state != null
            && (state.startsWith("40") // victim of a conflict
                || state.startsWith("55P") // lock not available
                || state.equals("57014"))); // cancelled
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
