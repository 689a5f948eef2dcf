package io.ispkit.radius;

import io.ispkit.core.change.Change;
import io.ispkit.radius.dictionary.AttributeFact.Trait;
import io.ispkit.radius.dictionary.Dictionary;
import io.ispkit.radius.dictionary.RowTable;
import io.ispkit.radius.explain.AttributeRow;
import io.ispkit.radius.explain.LoginRows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must be deleted from the rows that stand there and what must be inserted, so that our rows
 * are as wanted and all others stay. Pure.
 *
 * @param standing all rows of the user now
 * @param deleted those of {@code standing} that go
 * @param inserted those that come
 */
record RowDifference(List<StoredRow> standing, List<StoredRow> deleted, List<RadiusRow> inserted) {

  /**
   * @param before our rows as they should have been until now
   * @param wanted our rows as they should be
   * @param password the row that takes the place of all passwords, or null: they stay
   */
  static RowDifference of(
      List<StoredRow> standing,
      List<RadiusRow> before,
      List<RadiusRow> wanted,
      @Nullable RadiusRow password) {
    Set<String> ours = new HashSet<>();
    before.forEach(row -> ours.add(place(row)));
    wanted.forEach(row -> ours.add(place(row)));
    List<RadiusRow> missing = new ArrayList<>(wanted);
    if (password != null) {
      missing.add(password);
    }
    List<StoredRow> deleted = new ArrayList<>();
    for (StoredRow row : standing) {
      boolean goes = ours.contains(place(row.content())) || (password != null && isPassword(row));
      if (goes && !missing.remove(row.content())) {
        deleted.add(row);
      }
    }
    return new RowDifference(standing, List.copyOf(deleted), List.copyOf(missing));
  }

  /** Between two states of all rows of a user. */
  static RowDifference between(List<StoredRow> now, List<StoredRow> then) {
    List<RadiusRow> missing = new ArrayList<>(then.stream().map(StoredRow::content).toList());
    List<StoredRow> deleted = now.stream().filter(row -> !missing.remove(row.content())).toList();
    return new RowDifference(now, deleted, List.copyOf(missing));
  }

  /** Whether the row holds a password, in any form that the server knows. */
  static boolean isPassword(StoredRow row) {
    return row.table() == RadTable.RADCHECK
        && Dictionary.packed().find(row.attribute()).filter(f -> f.is(Trait.SECRET)).isPresent();
  }

  boolean isEmpty() {
    return deleted.isEmpty() && inserted.isEmpty();
  }

  /** The rows as they are afterwards. */
  List<RadiusRow> after() {
    List<RadiusRow> after =
        new ArrayList<>(
            standing.stream()
                .filter(row -> !deleted.contains(row))
                .map(StoredRow::content)
                .toList());
    after.addAll(inserted);
    return after;
  }

  /** All rows of a login as they are afterwards; those that come have ids after all others. */
  LoginRows applied(LoginRows all, String username) {
    Set<String> gone = new HashSet<>();
    deleted.forEach(row -> gone.add(row.table().tableName() + " " + row.id()));
    List<AttributeRow> rows =
        new ArrayList<>(all.rows().stream().filter(row -> !gone.contains(row.place())).toList());
    long id = Long.MAX_VALUE - inserted.size();
    for (RadiusRow row : inserted) {
      RowTable table = RowTable.valueOf(row.table().name());
      rows.add(new AttributeRow(table, ++id, username, row.attribute(), row.op(), row.value()));
    }
    return new LoginRows(rows, all.memberships());
  }

  /** The attributes that come, go or become others. */
  Set<String> names() {
    Set<String> names = new HashSet<>();
    deleted.forEach(row -> names.add(row.attribute()));
    inserted.forEach(row -> names.add(row.attribute()));
    return names;
  }

  /** In the words of plans; rows that stay are not mentioned. */
  List<Change> changes(String username) {
    List<Change> changes =
        RowChanges.between(username, deleted.stream().map(StoredRow::content).toList(), inserted);
    return changes.stream().map(this::amongOthers).toList();
  }

  /** A table in which rows of the user stay is neither created nor deleted for it. */
  private Change amongOthers(Change change) {
    boolean others =
        standing.stream()
            .filter(row -> !deleted.contains(row))
            .anyMatch(row -> change.target().startsWith(row.table().tableName() + " "));
    return others
        ? new Change(change.system(), Change.Action.UPDATE, change.target(), change.fields())
        : change;
  }

  private static String place(RadiusRow row) {
    return row.table().tableName() + " " + row.attribute();
  }
}
