package io.ispkit.core.change;

import java.util.List;
import java.util.Objects;

/**
 * One thing that would be written, or was undone, in one system. Holds no secret: secret fields
 * show {@link FieldChange#HIDDEN}.
 *
 * @param system where: {@code netbox}, {@code radius}, {@code genieacs}, {@code database}, {@code
 *     comms} …
 * @param action what happens to the target
 * @param target what: kind and identity, such as {@code ip-address 100.64.0.10/24}
 * @param fields the fields concerned, in a stable order
 */
public record Change(String system, Action action, String target, List<FieldChange> fields) {

  /** What happens to the target. */
  public enum Action {
    CREATE,
    UPDATE,
    DELETE,
    /** Already as it should be. */
    NONE
  }

  public Change {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(target, "target");
    fields = List.copyOf(fields);
  }

  public static Change create(String system, String target, FieldChange... fields) {
    return new Change(system, Action.CREATE, target, List.of(fields));
  }

  public static Change update(String system, String target, FieldChange... fields) {
    return new Change(system, Action.UPDATE, target, List.of(fields));
  }

  public static Change delete(String system, String target, FieldChange... fields) {
    return new Change(system, Action.DELETE, target, List.of(fields));
  }

  public static Change none(String system, String target) {
    return new Change(system, Action.NONE, target, List.of());
  }
}
