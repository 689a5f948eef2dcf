package io.ispkit.core.drift;

import io.ispkit.core.change.FieldChange;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A field that differs.
 *
 * @param name the field's name in the system concerned, such as {@code Framed-IP-Address}
 * @param wanted what should stand there, or null for nothing; {@link FieldChange#HIDDEN} for a
 *     secret
 * @param found what stands there, or null for nothing; {@link FieldChange#HIDDEN} for a secret
 * @param winner who is right
 */
public record FieldDrift(
    String name, @Nullable String wanted, @Nullable String found, Winner winner) {

  public FieldDrift {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(winner, "winner");
  }
}
