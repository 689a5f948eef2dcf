package io.ispkit.radius.explain;

import io.ispkit.radius.access.internal.NtHash;
import io.ispkit.radius.access.internal.Pbkdf2Text;
import io.ispkit.radius.access.internal.Sha512Crypt;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Password forms as the module pap reads and checks them (FreeRADIUS 3.2, {@code rlm_pap.c}): a
 * digest may stand there as bytes, in hexadecimal digits or in Base64.
 */
final class HashedPassword {

  static final String CLEARTEXT = "Cleartext-Password";
  static final String CRYPT = "Crypt-Password";
  static final String NT = "NT-Password";

  /** The module checks by it, but does not look for it. */
  private static final String PBKDF2 = "PBKDF2-Password";

  /** How long a digest is that has no salt, or what stands in front of the salt. */
  private static final Map<String, Integer> LENGTHS =
      Map.ofEntries(
          Map.entry("MD5-Password", 16),
          Map.entry("SMD5-Password", 16),
          Map.entry(NT, 16),
          Map.entry("SHA-Password", 20),
          Map.entry("SHA1-Password", 20),
          Map.entry("SSHA-Password", 20),
          Map.entry("SSHA1-Password", 20),
          Map.entry("SHA2-Password", 28),
          Map.entry("SSHA2-224-Password", 28),
          Map.entry("SSHA2-256-Password", 32),
          Map.entry("SSHA2-384-Password", 48),
          Map.entry("SSHA2-512-Password", 64));

  private static final Map<Integer, String> ALGORITHMS =
      Map.of(16, "MD5", 20, "SHA-1", 28, "SHA-224", 32, "SHA-256", 48, "SHA-384", 64, "SHA-512");

  private static final Set<String> UNSALTED =
      Set.of("MD5-Password", NT, "SHA-Password", "SHA1-Password", "SHA2-Password");

  private HashedPassword() {}

  /** Whether the module takes {@code name} for a password that it can check. */
  static boolean isOne(String name) {
    return isFound(name) || name.equals(PBKDF2);
  }

  /**
   * Whether the module sets Auth-Type because of {@code name}. Of the forms with SHA-3 it knows
   * nothing at all.
   */
  static boolean isFound(String name) {
    return LENGTHS.containsKey(name) || name.equals(CLEARTEXT) || name.equals(CRYPT);
  }

  /** The digest as bytes, if it can be read as one; other values as they are. */
  static Item normalized(Item item) {
    Integer length = LENGTHS.get(item.fact().name());
    Value value = item.value();
    return length == null || value == null
        ? item
        : item.with(Value.octets(decoded(value.bytes(), length)));
  }

  /**
   * Whether {@code typed} is the password.
   *
   * @throws Ended it cannot be told
   */
  static boolean isRight(Item item, String typed) {
    Value value = item.value();
    if (value == null) {
      throw Ended.unmodelled(item.row(), "what the server expands here cannot be told");
    }
    String name = item.fact().name();
    byte[] password = typed.getBytes(StandardCharsets.UTF_8);
    if (name.equals(CLEARTEXT)) {
      return Arrays.equals(password, value.bytes());
    }
    if (name.equals(CRYPT)) {
      String[] parts = value.text().split("\\$", -1);
      if (parts.length != 4 || !parts[1].equals("6")) {
        throw Ended.unmodelled(item.row(), "only the form $6$salt$digest of crypt(3) is modelled");
      }
      return Sha512Crypt.of(typed, parts[2]).equals(value.text());
    }
    if (name.equals(PBKDF2)) {
      return isRight(item, new String(value.bytes(), StandardCharsets.ISO_8859_1), password);
    }
    boolean salted = !UNSALTED.contains(name);
    int least = LENGTHS.getOrDefault(name, 0);
    boolean sha2 = name.startsWith("SSHA2-");
    byte[] stored = decoded(value.bytes(), sha2 ? least + 1 : least);
    int length = name.equals("SHA2-Password") ? stored.length : least;
    if (salted ? stored.length <= length : stored.length != length) {
      return false;
    }
    return Arrays.equals(
        digest(name, length, password, typed, stored), Arrays.copyOf(stored, length));
  }

  private static boolean isRight(Item item, String stored, byte[] password) {
    Optional<Pbkdf2Text> text = Pbkdf2Text.parse(stored).filter(Pbkdf2Text::isComputable);
    if (text.isEmpty() && !Pbkdf2Text.isRefused(stored)) {
      throw Ended.unmodelled(item.row(), "this text of PBKDF2 is not modelled");
    }
    return text.isPresent() && text.get().matches(password);
  }

  private static byte[] digest(
      String name, int length, byte[] password, String typed, byte[] stored) {
    if (name.equals(NT)) {
      return HexFormat.of().parseHex(NtHash.of(typed));
    }
    String algorithm = ALGORITHMS.get(length);
    if (algorithm == null) {
      return new byte[0];
    }
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      digest.update(password);
      digest.update(stored, length, stored.length - length);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  private static byte[] decoded(byte[] bytes, int least) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (bytes.length % 2 == 0 && bytes.length >= 2 * least && text.matches("[0-9a-fA-F]+")) {
      return HexFormat.of().parseHex(text);
    }
    if (bytes.length * 3 >= least * 4) {
      Optional<byte[]> decoded = base64(text);
      if (decoded.isPresent() && decoded.get().length >= least) {
        return decoded.get();
      }
    }
    return bytes;
  }

  private static Optional<byte[]> base64(String text) {
    if (!text.matches("[A-Za-z0-9+/]+={0,2}")) {
      return Optional.empty();
    }
    if (text.length() % 4 != 0) {
      throw Ended.unmodelled(null, "how the server reads Base64 without padding is not modelled");
    }
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException notOne) {
      throw Ended.unmodelled(null, "how the server reads this Base64 is not modelled");
    }
  }
}
