package io.ispkit.runtime.tenant;

import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares what stands in a row with what should, field by field. Not thread-safe. */
public final class Fields {

  private final List<FieldChange> changes = new ArrayList<>();

  /** Notes the field when its two values differ. */
  public Fields compare(String name, @Nullable Object before, @Nullable Object after) {
    if (!Objects.equals(before, after)) {
      changes.add(
          new FieldChange(
              name,
              before == null ? null : before.toString(),
              after == null ? null : after.toString()));
    }
    return this;
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** The change to a row that does not exist yet. */
  public Change created(String target) {
    return new Change(DATABASE, Change.Action.CREATE, target, changes);
  }

  /** The change to a row that exists; {@code NONE} when no field differs. */
  public Change updated(String target) {
    return isEmpty()
        ? Change.none(DATABASE, target)
        : new Change(DATABASE, Change.Action.UPDATE, target, changes);
  }

  /** The name of our own database in changes. */
  public static final String DATABASE = "database";
}
