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

  ChangeEntry {
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(desired, "desired");
    Objects.requireNonNull(written, "written");
    Objects.requireNonNull(result, "result");
  }
}
