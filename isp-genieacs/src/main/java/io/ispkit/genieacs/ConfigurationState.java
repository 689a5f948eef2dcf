package io.ispkit.genieacs;

import java.util.List;

/**
 * Where a configuration stands.
 *
 * @param differing paths of the parameters that GenieACS knows otherwise, and of what is wanted and
 *     it does not know the device to have, or to take; {@code _tags} when our tag is not there,
 *     {@code _id} when there is not exactly one such device; empty when confirmed
 */
public record ConfigurationState(Kind kind, List<String> differing) {

  /** The states, in the order in which they are passed through. */
  public enum Kind {
    /** Kept, and not yet confirmed by the device; within the deadline. */
    PENDING,
    /**
     * Still not confirmed after the deadline: a person should look. It is tried on all the same.
     */
    OVERDUE,
    /** The device itself said so. */
    CONFIRMED,
    /** It was confirmed, and GenieACS has since learned otherwise. */
    DRIFTED
  }

  public ConfigurationState {
    differing = List.copyOf(differing);
  }
}
