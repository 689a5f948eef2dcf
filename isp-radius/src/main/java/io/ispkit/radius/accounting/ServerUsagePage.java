package io.ispkit.radius.accounting;

import java.util.List;
import java.util.Optional;

/**
 * A page of users with what FreeRADIUS's procedure wrote down of them, in the database's order of
 * their names.
 *
 * @param more whether there was another one when the page was read
 */
public record ServerUsagePage(List<ServerUserUsage> users, boolean more) {

  /** Copies the list. */
  public ServerUsagePage {
    users = List.copyOf(users);
  }

  /** The user behind whom the next page begins; empty: this is the last. */
  public Optional<String> next() {
    return more && !users.isEmpty()
        ? Optional.of(users.get(users.size() - 1).username())
        : Optional.empty();
  }
}
