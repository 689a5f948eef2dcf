package io.ispkit.radius;

import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How what a service should have becomes something else.
 *
 * @param basis makes the new from the old
 * @param password the row that takes the place of all passwords, or null: they stay
 * @param isSwitch whether it is into a state, which then has to hold
 */
record Revision(UnaryOperator<ServiceBasis> basis, @Nullable RadiusRow password, boolean isSwitch) {

  Revision {
    Objects.requireNonNull(basis, "basis");
  }

  /** Leaves the state as it is. */
  Revision(UnaryOperator<ServiceBasis> basis, @Nullable RadiusRow password) {
    this(basis, password, false);
  }
}
