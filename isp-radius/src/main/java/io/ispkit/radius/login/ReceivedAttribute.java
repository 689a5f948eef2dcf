package io.ispkit.radius.login;

import io.ispkit.radius.dynauth.AttributeNumber;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * An attribute of an answer, as the server sent it. Immutable.
 *
 * @param number of the attribute
 * @param hex its value, two digits an octet; may be empty
 */
public record ReceivedAttribute(AttributeNumber number, String hex) {

  /** Checks that nothing is missing. */
  public ReceivedAttribute {
    Objects.requireNonNull(number, "number");
    Objects.requireNonNull(hex, "hex");
  }

  /** The value read as UTF-8; what is none becomes U+FFFD. */
  public String text() {
    return new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8);
  }

  /** The value read as a whole number from 0 to 4294967295; empty unless it has four octets. */
  public OptionalLong integer() {
    return hex.length() == 2 * Integer.BYTES
        ? OptionalLong.of(HexFormat.fromHexDigitsToLong(hex))
        : OptionalLong.empty();
  }
}
