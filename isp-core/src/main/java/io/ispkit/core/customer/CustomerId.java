package io.ispkit.core.customer;

import java.util.regex.Pattern;

/**
 * A customer of one tenant. The same value may exist under another tenant and is then somebody
 * else.
 *
 * @param value 1 to 64 characters of {@code [0-9A-Za-z._:-]}
 */
public record CustomerId(String value) {

  private static final Pattern FORM = Pattern.compile("[0-9A-Za-z._:-]{1,64}");

  public CustomerId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("customer id: expected 1 to 64 of [0-9A-Za-z._:-]");
    }
  }

  /** Whether {@code value} has the form of a customer id. */
  public static boolean isValid(String value) {
    return FORM.matcher(value).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
