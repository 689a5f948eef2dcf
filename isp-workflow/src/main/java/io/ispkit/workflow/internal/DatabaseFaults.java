package io.ispkit.workflow.internal;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/** Tells a fault of the database that passes by itself from one that a step caused. */
final class DatabaseFaults {

  /**
   * SQLSTATE classes: connection exception, transaction rollback (serialization, deadlock),
   * insufficient resources, operator intervention, system error.
   */
  private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "57", "58");

  /** Lock time-outs, and H2 that is closing, has lost its file or was changed under a statement. */
  private static final Set<String> PASSING =
      Set.of(
          "55P03", "25P03", "HYT00", "90131", "90112", "90098", "90067", "90121", "90007", "90028",
          "90031");

  private DatabaseFaults() {}

  static boolean passes(Throwable fault) {
    Throwable t = fault;
    for (int depth = 0; t != null && depth < 20; depth++) {
      if (t instanceof SQLException sql) {
        return passes(sql);
      }
      t = t.getCause();
    }
    return false;
  }

  private static boolean passes(SQLException e) {
    String state = e.getSQLState();
    return e instanceof SQLTransientException
        || e instanceof SQLRecoverableException
        || e instanceof SQLNonTransientConnectionException
        || (state != null
            && state.length() == 5
            && (PASSING.contains(state) || PASSING_CLASSES.contains(state.substring(0, 2))));
  }
}
