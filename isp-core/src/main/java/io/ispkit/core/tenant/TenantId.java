package io.ispkit.core.tenant;

import java.util.regex.Pattern;

/**
 * A tenant: one internet service provider, or one brand of it, in a shared installation. Every
 * table of ours has it first in its keys.
 *
 * @param value 1 to 63 characters: lower case letters, digits, {@code -} and {@code _}, beginning
 *     with a letter or digit
 */
public record TenantId(String value) {

  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

  public TenantId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "tenant: expected 1 to 63 of [a-z0-9_-], beginning with a letter or digit");
    }
  }

  /** Whether {@code value} has the form of a tenant id. */
  public static boolean isValid(String value) {
    return FORM.matcher(value).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
