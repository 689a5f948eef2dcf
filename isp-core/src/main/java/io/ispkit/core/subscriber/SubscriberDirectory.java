package io.ispkit.core.subscriber;

import io.ispkit.core.change.Change;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Port;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.secret.Secret;
import java.util.List;
import java.util.Optional;

/** The directory that the RADIUS server reads. */
public interface SubscriberDirectory extends Port {

  /**
   * The rows that would be written, with the rows that stand there now.
   *
   * @return done with the changes (secrets hidden); refused as {@link #provision} would be
   */
  Outcome<List<Change>> plan(SubscriberSpec spec, Operation operation);

  /**
   * Makes the subscriber as {@code spec} says, with its password or else a new random one of at
   * least 128 bits, all rows in one transaction, after storing the rows that stood there before.
   * Every row is checked before anything is written. A repeat keeps the password of the first.
   *
   * @return done; refused for good with {@code username_taken} (rows of that name exist that this
   *     operation did not write), {@code value_not_allowed} (an attribute, type, range or text that
   *     the server would refuse or expand; all of them named); refused with retry when the database
   *     is away; unknown when a commit got no answer
   */
  Outcome<Subscriber> provision(SubscriberSpec spec, Operation operation);

  /**
   * The undo: puts the rows back as they were before {@code operation}.
   *
   * @return done with what was restored, empty when the operation wrote nothing; refused for good
   *     with {@code changed_since} when the rows are no longer those that the operation wrote;
   *     refused with retry; unknown
   */
  Outcome<List<Change>> restore(Operation operation);

  /** What {@code operation} provisioned, if it did: resolves an unknown outcome. Never unknown. */
  Outcome<Optional<Subscriber>> find(Operation operation);

  /**
   * The clear-text password of the subscriber that {@code operation}'s tenant holds under {@code
   * username}; empty when there is none or it is stored in another form.
   */
  Outcome<Optional<Secret>> password(String username, Operation operation);
}
