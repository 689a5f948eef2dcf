package io.ispkit.radius;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one operation changed of a subscriber.
 *
 * @param before the rows before, as {@link BeforeImage} writes them
 * @param desired what the subscriber should have had before, as {@link BasisText} writes it
 * @param written the {@link Fingerprint} of all rows of the user after it
 * @param result as {@link ChangeText} writes it
 * @param sessions the ids of the live sessions it is for, one a line; null: not looked up yet
 */
record ChangeEntry(
    String username,
    String before,
    String desired,
    String written,
    String result,
    @Nullable String sessions) {

  private static final String UNDONE = "undone";

  /**
   * What stays of a change that was undone, until every live session knows.
   *
   * @param left the {@link Fingerprint} of all rows of the user after the undo
   * @param result what live sessions need
   */
  static ChangeEntry undone(String username, String left, String result) {
    return new ChangeEntry(username, "", left, UNDONE, result, null);
  }

  boolean isUndone() {
    return written.equals(UNDONE);
  }

  /** Of one that was undone: whether nobody has changed the rows since. */
  boolean isAsLeft(String fingerprint) {
    return desired.equals(fingerprint);
  }

  ChangeEntry {
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(desired, "desired");
    Objects.requireNonNull(written, "written");
    Objects.requireNonNull(result, "result");
  }
}
