package io.ispkit.radius.profile;

import io.ispkit.core.error.PermanentException;
import io.ispkit.core.fault.Fault;
import io.ispkit.core.fault.Faults;
import java.util.List;

/**
 * What became of a profile: the attributes that say it exactly, or everything that keeps the vendor
 * from saying it. Never both. Immutable.
 *
 * @param attributes in the order in which they are written; empty if there are faults
 * @param faults place (attribute, or part of the profile), value and expectation
 */
public record Rendering(List<ReplyAttribute> attributes, List<Fault> faults) {

  /** Copies the lists, and checks that one is empty. */
  public Rendering {
    attributes = List.copyOf(attributes);
    faults = List.copyOf(faults);
    if (attributes.isEmpty() == faults.isEmpty()) {
      throw new IllegalArgumentException("expected either attributes or faults");
    }
  }

  /**
   * The same for a live session, where a new value has to take the place of the one before: each
   * tagged attribute is a fault, as it would be added beside those that the session has.
   */
  public Rendering replacing() {
    Faults found = new Faults();
    faults.forEach(found::add);
    attributes.stream()
        .filter(ReplyAttribute::isTagged)
        .forEach(
            attribute ->
                found.add(
                    attribute.name(),
                    attribute.value(),
                    "an attribute whose value replaces the one before"));
    return found.isEmpty() ? this : new Rendering(List.of(), found.list());
  }

  /**
   * The attributes.
   *
   * @throws PermanentException names every fault
   */
  public List<ReplyAttribute> orElseThrow() {
    if (!faults.isEmpty()) {
      throw new PermanentException(Faults.describe(faults));
    }
    return attributes;
  }
}
