package io.ispkit.radius.explain;

import java.util.Objects;

/**
 * A row of {@code radusergroup}.
 *
 * @param owner the user name, or the name of a profile, under which it was found
 * @param priority the lowest is looked at first
 */
public record Membership(long id, String owner, String group, int priority) {

  /** Checks that nothing is missing. */
  public Membership {
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(group, "group");
  }
}
