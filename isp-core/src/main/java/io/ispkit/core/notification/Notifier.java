package io.ispkit.core.notification;

import io.ispkit.core.change.Change;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Port;
import io.ispkit.core.outcome.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * Takes messages for customers. Always {@code TRANSACTION}: the message row commits with the
 * business change; sending comes after, at least once, and is not this port's matter.
 */
public interface Notifier extends Port {

  /** What {@link #enqueue} would write: channel, template, masked recipient. */
  Outcome<List<Change>> plan(Notification notification, Operation operation);

  /**
   * Queues the message under the operation's id: a second call with the same operation queues
   * nothing and returns the first.
   *
   * @return done; refused for good with {@code unknown_template}, {@code unknown_customer}, {@code
   *     no_channel}, {@code bad_context} (variables that the template needs and the context lacks,
   *     all named)
   */
  Outcome<QueuedNotification> enqueue(Notification notification, Operation operation);

  /**
   * The undo: withdraws the message while it is still queued; a message that left cannot be taken
   * back, and is said so.
   */
  Outcome<List<Change>> withdraw(Operation operation);

  /** What {@code operation} queued, with its present status. */
  Outcome<Optional<QueuedNotification>> find(Operation operation);
}
