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
