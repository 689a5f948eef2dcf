package io.ispkit.radius.group;

import io.ispkit.radius.profile.ReplyAttribute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What one user gets of plans: its groups, and what it gets instead of theirs. Immutable.
 *
 * @param username as the user logs in, in lower case
 * @param groups all groups of the user with their priorities: the lowest number is looked at first;
 *     no two the same, since their order would be the database's
 * @param overrides rows of {@code radreply} that replace all that the user has of the same
 *     attributes: {@code :=} for what is sent once, {@code +=} for what may be sent several times
 * @param cleared attributes whose rows of the user go, so that the plan's apply again
 */
public record MemberRows(
    String username,
    Map<String, Integer> groups,
    List<ReplyAttribute> overrides,
    Set<String> cleared) {

  /** Copies the collections; the writer checks the rest. */
  public MemberRows {
    Objects.requireNonNull(username, "username");
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    overrides = List.copyOf(overrides);
    cleared = Set.copyOf(cleared);
  }

  /** A member of one group, whose own rows stay as they are. */
  public static MemberRows of(String username, String group) {
    return new MemberRows(username, Map.of(group, 1), List.of(), Set.of());
  }

  /** The same in one group more. */
  public MemberRows in(String group, int priority) {
    Map<String, Integer> all = new LinkedHashMap<>(groups);
    all.put(group, priority);
    return new MemberRows(username, all, overrides, cleared);
  }

  /** The same with one row of its own. */
  public MemberRows with(ReplyAttribute override) {
    List<ReplyAttribute> all = new ArrayList<>(overrides);
    all.add(override);
    return new MemberRows(username, groups, all, cleared);
  }

  /** The same without rows of its own for these attributes. */
  public MemberRows without(String... attributes) {
    return new MemberRows(username, groups, overrides, Set.of(attributes));
  }
}
