package io.ispkit.radius.live;

import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Port;
import io.ispkit.core.outcome.Outcome;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Changes the rows of services that stand in RADIUS. Live sessions go on as before until their NAS
 * is told, which {@link LiveChanges} does. Thread-safe; holds to the rules of {@link Port}.
 *
 * <p>Only rows that this library wrote are touched: what others put beside them, such as a lock on
 * a MAC address or a group, stays. Rows of ours that somebody else has changed are written anew.
 * The rows before are kept under the operation, and {@link #undo} puts them back.
 */
public interface ServiceChanges extends Port {

  /**
   * What {@link #apply} would write now.
   *
   * @return done; refused as {@link #apply} would be. Never unknown
   */
  Outcome<AppliedChange> plan(String username, ServiceChange change, Operation operation);

  /**
   * Writes the rows of the change in one transaction.
   *
   * @return done; refused for good with {@code no_such_subscriber} (the tenant holds no such name),
   *     {@code value_not_allowed} (all faults named), {@code overridden} (rows of others, such as
   *     those of a group, would let some login past the state that is asked for, so that it would
   *     not hold; the message names each row) or {@code row_missing} (the subscriber was written by
   *     an earlier version that kept less, and a row of its that would tell is gone; the message
   *     names it, and what to put back); refused with retry when the database is away; unknown when
   *     a commit got no answer
   */
  Outcome<AppliedChange> apply(String username, ServiceChange change, Operation operation);

  /**
   * The state in which the tenant's service of this name is; empty when the tenant holds no such
   * name. Refused for good with {@code row_missing}, as by {@link #apply}. Never unknown.
   */
  Outcome<Optional<ServiceState>> state(String username, Operation operation);

  /** What {@code operation} changed, if it did: resolves an unknown outcome. Never unknown. */
  Outcome<Optional<AppliedChange>> findChange(Operation operation);

  /**
   * Puts the rows back as they were before {@code operation}.
   *
   * @return done with what was restored, and what live sessions need now; a repeat says the same
   *     until {@link #forgetUndone} or until the rows are changed again; empty when the operation
   *     changed nothing; refused for good with {@code changed_since} when the rows are no longer
   *     those that the operation left; refused with retry; unknown
   */
  Outcome<Optional<AppliedChange>> undo(Operation operation);

  /**
   * Forgets that {@code operation} was undone: its live sessions know.
   *
   * @return done with whether there was anything to forget; refused with retry; unknown
   */
  Outcome<Boolean> forgetUndone(Operation operation);

  /**
   * Keeps which live sessions the change of {@code operation}, or its undo, is for, unless they are
   * kept already.
   *
   * @param sessions the ids of those that are open
   * @return done with the ids that are kept: of a repeat those of the first call, so that a session
   *     which has come back meanwhile is left in peace; refused for good with {@code
   *     no_such_change}; refused with retry; unknown
   */
  Outcome<List<String>> concern(Operation operation, Collection<String> sessions);

  /**
   * As {@link #concern}, for a second look some time later: those of {@code sessions} that are not
   * kept yet are kept besides, unless they may have come back. One may when as many of those that
   * were kept are gone; nobody comes back while the rows reject every login.
   *
   * @return done with the ids that are to be told now; none where all may have come back, or the
   *     operation is undone, or the rows were changed again since, because that change has looked
   *     for itself; refused and unknown as by {@link #concern}
   */
  Outcome<List<String>> concernLate(Operation operation, Collection<String> sessions);
}
