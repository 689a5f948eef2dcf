package io.ispkit.radius.group;

import java.util.List;

/**
 * What is to stand in the tables after one operation. Immutable.
 *
 * @param groups each replaces all reply rows of its group, and its check rows if it says any
 * @param members each replaces the memberships of its user, and the rows that it names
 */
public record GroupChange(List<PlanGroup> groups, List<MemberRows> members) {

  /** Copies the lists. */
  public GroupChange {
    groups = List.copyOf(groups);
    members = List.copyOf(members);
  }

  /** Only groups. */
  public static GroupChange of(PlanGroup... groups) {
    return new GroupChange(List.of(groups), List.of());
  }

  /** Only members. */
  public static GroupChange of(MemberRows... members) {
    return new GroupChange(List.of(), List.of(members));
  }
}
