package io.ispkit.core.config;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One option that a plugin understands.
 *
 * @param name lower case words joined by {@code _}
 * @param defaultText the default in the text form of the type, or null when there is none
 * @param allowed the only values allowed, for {@link Type#CHOICE}; else empty
 * @param description one sentence with unit and range
 */
public record Option(
    String name,
    Type type,
    boolean required,
    @Nullable String defaultText,
    List<String> allowed,
    String description) {

  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  /** How the value is written and read. */
  public enum Type {
    TEXT,
    INTEGER,
    BOOLEAN,
    /** {@code 30s}, {@code 5m}, {@code 24h}, {@code 3d} or ISO 8601. */
    DURATION,
    URI,
    PATH,
    /** Never shown. */
    SECRET,
    /** One of {@link Option#allowed}. */
    CHOICE,
    /** A list of texts. */
    LIST,
    /** A map of texts. */
    MAP
  }

  public Option {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(description, "description");
    allowed = List.copyOf(allowed);
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException("option name '" + name + "': expected [a-z][a-z0-9_]*");
    }
    if (required && defaultText != null) {
      throw new IllegalArgumentException("option " + name + ": required, so it has no default");
    }
  }
}
