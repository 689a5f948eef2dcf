package io.ispkit.radius.accounting;

import java.util.List;
import java.util.Optional;

/**
 * A page of sessions.
 *
 * @param more whether there was another one when the page was read
 */
public record SessionPage(List<Session> sessions, boolean more) {

  /** Copies the list. */
  public SessionPage {
    sessions = List.copyOf(sessions);
  }

  /** Of one session more than asked for, if there is one more. */
  static SessionPage of(List<Session> found, int size) {
    boolean more = found.size() > size;
    return new SessionPage(more ? found.subList(0, size) : found, more);
  }

  /** Where the next page begins; empty: this is the last. */
  public Optional<SessionCursor> next() {
    if (!more || sessions.isEmpty()) {
      return Optional.empty();
    }
    Session last = sessions.get(sessions.size() - 1);
    return Optional.of(new SessionCursor(last.lifetime().startedAt(), last.key().row()));
  }
}
