package io.ispkit.radius.explain;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One step of the server's decision, in the order of the server.
 *
 * @param row the row that it is about, or null: it is about no row
 * @param says what became of it, and why; one line, with no secret
 * @param decides whether it settles the verdict
 */
public record Decision(@Nullable AttributeRow row, String says, boolean decides) {

  /** Checks that something is said. */
  public Decision {
    Objects.requireNonNull(says, "says");
  }
}
