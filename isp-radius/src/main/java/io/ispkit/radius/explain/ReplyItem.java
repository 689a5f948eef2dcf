package io.ispkit.radius.explain;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One attribute of the answer, or of the server's control list.
 *
 * @param attribute by the server's dictionary, with its tag if it has one
 * @param value in the text form of its type, or null: it cannot be told, since the server expands
 *     it by itself; {@code (hidden)} for a secret
 * @param from the row, or null: the server made it by itself
 */
public record ReplyItem(String attribute, @Nullable String value, @Nullable AttributeRow from) {

  /** Checks that it has a name. */
  public ReplyItem {
    Objects.requireNonNull(attribute, "attribute");
  }

  @Override
  public String toString() {
    return attribute
        + " = "
        + (value == null ? "(cannot tell)" : value)
        + (from == null ? " (from the server itself)" : " (from " + from.place() + ")");
  }
}
