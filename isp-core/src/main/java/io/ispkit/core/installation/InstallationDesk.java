package io.ispkit.core.installation;

import io.ispkit.core.change.Change;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Port;
import io.ispkit.core.outcome.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Field operations: opens a ticket, sends a technician, learns that the work is done. */
public interface InstallationDesk extends Port {

  /** What {@link #schedule} would write: ticket, technician, time. */
  Outcome<List<Change>> plan(InstallationRequest request, Operation operation);

  /**
   * Opens a ticket for field operations and assigns the technician with the least open work (ties
   * by id).
   *
   * @return done, also when no technician exists (the ticket then waits for one); refused with
   *     retry; unknown
   */
  Outcome<Installation> schedule(InstallationRequest request, Operation operation);

  /**
   * The undo: cancels the ticket that {@code operation} opened, unless the work is done.
   *
   * @return done with what was cancelled, empty when there is nothing; refused for good with {@code
   *     already_completed}; refused with retry; unknown
   */
  Outcome<List<Change>> cancel(Operation operation);

  /** What {@code operation} opened, if it did. Never unknown. */
  Outcome<Optional<Installation>> find(Operation operation);

  /**
   * Records that the work on installation {@code id} is done. Repeating it keeps the first time.
   *
   * @return done; refused for good with {@code not_found} or {@code cancelled}; refused with retry
   */
  Outcome<Installation> complete(String id, Instant completedAt, Operation operation);
}
