package io.ispkit.core.drift;

import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing in one system that is not as it should be. Holds no secret.
 *
 * @param system where, as in {@link Change#system()}
 * @param target what, as in {@link Change#target()}
 * @param serviceId the service concerned, or null where none accounts for the thing
 * @param fields the fields that differ, in a stable order; for a missing thing all that it should
 *     have, for a stray one what tells it
 */
public record Drift(
    String system, Kind kind, String target, @Nullable String serviceId, List<FieldDrift> fields) {

  /** What is wrong. */
  public enum Kind {
    /** It should be there, and is not. */
    MISSING,
    /** It is there, and nothing of ours accounts for it. */
    STRAY,
    /** It is there, and fields of it differ. */
    DIFFERENT
  }

  public Drift {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(target, "target");
    fields = List.copyOf(fields);
  }

  /** Whether mending would write anything: some field is ours to set. */
  public boolean canBeMended() {
    return fields.stream().anyMatch(field -> field.winner() == Winner.OURS);
  }

  /** What mending would write: the fields in which we are right. */
  public Change mending() {
    List<FieldChange> changes =
        fields.stream()
            .filter(field -> field.winner() == Winner.OURS)
            .map(field -> new FieldChange(field.name(), field.found(), field.wanted()))
            .toList();
    if (changes.isEmpty()) {
      return Change.none(system, target);
    }
    return switch (kind) {
      case MISSING -> new Change(system, Change.Action.CREATE, target, changes);
      case STRAY -> new Change(system, Change.Action.DELETE, target, changes);
      case DIFFERENT -> new Change(system, Change.Action.UPDATE, target, changes);
    };
  }
}
