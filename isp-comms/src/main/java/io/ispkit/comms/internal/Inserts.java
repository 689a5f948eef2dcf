package io.ispkit.comms.internal;

import org.jooq.Insert;
import org.jooq.exception.IntegrityConstraintViolationException;

/** Inserts whose key another transaction may take at the same time. */
final class Inserts {

  private Inserts() {}

  /**
   * Runs an insert that does nothing on a conflict; returns whether it inserted. H2 has no such
   * statement: jOOQ looks first, and two transactions may look at once. There the second fails, and
   * its transaction goes on as if the statement had not been.
   */
  static boolean unlessThere(Insert<?> insert) {
    try {
      return insert.execute() == 1;
    } catch (IntegrityConstraintViolationException there) {
      return false;
    }
  }
}
