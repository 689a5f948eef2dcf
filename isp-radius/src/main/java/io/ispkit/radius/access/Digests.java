package io.ispkit.radius.access;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Reads digests as the module pap of FreeRADIUS does: hexadecimal digits (also behind {@code 0x})
 * if they can be that, else Base64; a salt follows the digest.
 */
final class Digests {

  private static final int MOST_SALT = 64;

  /**
   * A digest, the salt behind it (empty if there is none), and the digest's name in the JDK.
   *
   * @param digest in hexadecimal digits
   * @param salt in hexadecimal digits
   */
  record Parts(String algorithm, String digest, String salt) {}

  private Digests() {}

  /** Empty when the text cannot be a digest of this kind. */
  static Optional<Parts> parts(PasswordKind kind, String text) {
    return octets(text).flatMap(octets -> parts(kind, octets));
  }

  private static Optional<Parts> parts(PasswordKind kind, byte[] octets) {
    for (String algorithm : algorithms(kind)) {
      int size = size(algorithm);
      boolean fits =
          kind.isSalted()
              ? octets.length > size && octets.length <= size + MOST_SALT
              : octets.length == size;
      if (fits) {
        return Optional.of(
            new Parts(
                algorithm,
                HexFormat.of().formatHex(octets, 0, size),
                HexFormat.of().formatHex(octets, size, octets.length)));
      }
    }
    return Optional.empty();
  }

  static String expectation(PasswordKind kind) {
    String sizes = String.join(" or ", algorithms(kind).stream().map(a -> "" + size(a)).toList());
    return sizes
        + " bytes in hexadecimal digits or Base64"
        + (kind.isSalted() ? ", followed by a salt of 1 to " + MOST_SALT + " bytes" : "");
  }

  private static List<String> algorithms(PasswordKind kind) {
    return kind == PasswordKind.SHA2
        ? List.of("SHA-224", "SHA-256", "SHA-384", "SHA-512")
        : List.of(kind.algorithm());
  }

  private static int size(String algorithm) {
    return switch (algorithm) {
      case "NT", "MD5" -> 16;
      case "SHA-1" -> 20;
      default -> Integer.parseInt(algorithm.substring(algorithm.indexOf('-') + 1)) / 8;
    };
  }

  private static Optional<byte[]> octets(String text) {
    String digits = text.startsWith("0x") ? text.substring(2) : text;
    if (!digits.isEmpty() && digits.length() % 2 == 0 && digits.matches("[0-9A-Fa-f]+")) {
      return Optional.of(HexFormat.of().parseHex(digits));
    }
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException neither) {
      return Optional.empty();
    }
  }
}
