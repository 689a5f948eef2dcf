package io.ispkit.radius;

import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in the words of plans and undos how rows change. Values of secret attributes are hidden. */
final class RowChanges {

  private static final String SYSTEM = "radius";

  private RowChanges() {}

  /** One change for each table that has rows before or after. */
  static List<Change> between(String username, List<RadiusRow> before, List<RadiusRow> after) {
    List<Change> changes = new ArrayList<>();
    for (RadTable table : RadTable.values()) {
      List<RadiusRow> old = of(table, before);
      List<RadiusRow> wanted = of(table, after);
      String target = table.tableName() + " " + username;
      FieldChange[] fields = fields(old, wanted);
      if (!old.isEmpty() && !wanted.isEmpty()) {
        changes.add(Change.update(SYSTEM, target, fields));
      } else if (!wanted.isEmpty()) {
        changes.add(Change.create(SYSTEM, target, fields));
      } else if (!old.isEmpty()) {
        changes.add(Change.delete(SYSTEM, target, fields));
      }
    }
    return List.copyOf(changes);
  }

  /** The subscriber stands there already, by this very operation. */
  static List<Change> none(String username) {
    return List.of(Change.none(SYSTEM, "subscriber " + username));
  }

  private static List<RadiusRow> of(RadTable table, List<RadiusRow> rows) {
    return rows.stream().filter(row -> row.table() == table).toList();
  }

  private static FieldChange[] fields(List<RadiusRow> old, List<RadiusRow> wanted) {
    List<FieldChange> fields = new ArrayList<>();
    List<RadiusRow> added = new ArrayList<>(wanted);
    for (RadiusRow row : old) {
      RadiusRow next = null;
      for (RadiusRow candidate : added) {
        if (next == null && candidate.attribute().equals(row.attribute())) {
          next = candidate;
        }
      }
      if (next != null) {
        added.remove(next);
      }
      fields.add(new FieldChange(row.attribute(), shown(row), shown(next)));
    }
    for (RadiusRow row : added) {
      fields.add(new FieldChange(row.attribute(), null, shown(row)));
    }
    return fields.toArray(FieldChange[]::new);
  }

  private static @Nullable String shown(@Nullable RadiusRow row) {
    if (row == null) {
      return null;
    }
    return Attributes.isSecret(row.table(), row.attribute()) ? FieldChange.HIDDEN : row.value();
  }
}
