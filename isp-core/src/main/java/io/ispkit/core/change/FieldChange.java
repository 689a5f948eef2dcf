package io.ispkit.core.change;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One field of a {@link Change}.
 *
 * @param name the field's name in the system concerned, such as {@code Framed-IP-Address}
 * @param before its value before, or null when absent; {@link #HIDDEN} for a secret
 * @param after its value after, or null when absent; {@link #HIDDEN} for a secret
 */
public record FieldChange(String name, @Nullable String before, @Nullable String after) {

  /** Stands for a secret value. */
  public static final String HIDDEN = "***";

  public FieldChange {
    Objects.requireNonNull(name, "name");
  }

  public static FieldChange set(String name, String after) {
    return new FieldChange(name, null, after);
  }

  /** A secret that would be set; its value is not in here. */
  public static FieldChange secret(String name) {
    return new FieldChange(name, null, HIDDEN);
  }
}
