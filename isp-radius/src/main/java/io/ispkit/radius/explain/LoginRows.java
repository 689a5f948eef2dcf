package io.ispkit.radius.explain;

import io.ispkit.radius.dictionary.RowTable;
import java.util.Comparator;
import java.util.List;

/**
 * All rows that can decide one login: those of the user, of its groups, and of the profiles that
 * they name. Immutable.
 *
 * @param memberships of the user and of profiles; those of one priority in any order
 */
public record LoginRows(List<AttributeRow> rows, List<Membership> memberships) {

  /** Copies the lists. */
  public LoginRows {
    rows = List.copyOf(rows);
    memberships = List.copyOf(memberships);
  }

  /** The rows of one table and owner, by id, as the server's queries sort them. */
  List<AttributeRow> of(RowTable table, String owner) {
    return rows.stream()
        .filter(row -> row.table() == table && row.owner().equals(owner))
        .sorted(Comparator.comparingLong(AttributeRow::id))
        .toList();
  }

  /** The memberships of {@code owner} by priority; those of one priority as they stand here. */
  List<Membership> groups(String owner) {
    return memberships.stream()
        .filter(membership -> membership.owner().equals(owner))
        .sorted(Comparator.comparingInt(Membership::priority))
        .toList();
  }
}
