package io.ispkit.radius.access.internal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A password as PBKDF2 (RFC 8018, 5.2), in one of the three texts that the module pap of FreeRADIUS
 * 3.2 reads. Salt and digest stand in Base64 of the standard alphabet, with or without padding; the
 * digest has the length of its hash. Immutable.
 *
 * <ul>
 *   <li>{@code HMACSHA2+256:AAAD6A==:salt:digest}, the LDAP form of Perl's Crypt::PBKDF2: the
 *       iterations are four bytes in Base64, the highest first;
 *   <li>{@code $PBKDF2$HMACSHA2+256:1000:salt$digest}, its other form;
 *   <li>{@code $pbkdf2-sha256$1000$salt$digest}, that of Python's passlib, for SHA-1, SHA-256 and
 *       SHA-512. Passlib writes {@code .} for {@code +}, which FreeRADIUS 3.2.1 does not read.
 * </ul>
 */
public final class Pbkdf2Text {

  /** Beyond it a comparison takes many seconds. */
  private static final int MOST_ITERATIONS = 2_000_000;

  private static final String OWN_HEADER = "{x-pbkdf2}";
  private static final List<Pattern> FORMS =
      List.of(
          Pattern.compile("([^$:{][^:]*):([^:]+):([^:]+):(.+)"),
          Pattern.compile("\\$PBKDF2\\$([^:]*):([^:]+):([^$]+)\\$(.+)"),
          Pattern.compile("\\$pbkdf2-([^$]*)\\$([^$]+)\\$([^$]+)\\$(.+)"));
  private static final int LDAP = 0;
  private static final int PASSLIB = 2;

  /** By name in lower case: what the JDK calls it. The texts of passlib have three of their own. */
  private static final Map<String, String> ALGORITHMS =
      Map.ofEntries(
          Map.entry("hmacsha1", "HmacSHA1"),
          Map.entry("hmacsha2+224", "HmacSHA224"),
          Map.entry("hmacsha2+256", "HmacSHA256"),
          Map.entry("hmacsha2+384", "HmacSHA384"),
          Map.entry("hmacsha2+512", "HmacSHA512"),
          Map.entry("hmacsha3+224", "HmacSHA3-224"),
          Map.entry("hmacsha3+256", "HmacSHA3-256"),
          Map.entry("hmacsha3+384", "HmacSHA3-384"),
          Map.entry("hmacsha3+512", "HmacSHA3-512"));

  private static final Map<String, String> OF_PASSLIB =
      Map.of("sha1", "HmacSHA1", "sha256", "HmacSHA256", "sha512", "HmacSHA512");

  private final String algorithm;
  private final int iterations;
  private final byte[] salt;
  private final byte[] digest;

  private Pbkdf2Text(String algorithm, int iterations, byte[] salt, byte[] digest) {
    this.algorithm = algorithm;
    this.iterations = iterations;
    this.salt = salt;
    this.digest = digest;
  }

  /** Empty when it is none, or one that not every version of the server reads alike. */
  public static Optional<Pbkdf2Text> parse(String text) {
    String body = body(text);
    for (int form = 0; form < FORMS.size(); form++) {
      Matcher parts = FORMS.get(form).matcher(body);
      if (parts.matches()) {
        return parse(form, parts);
      }
    }
    return Optional.empty();
  }

  private static Optional<Pbkdf2Text> parse(int form, Matcher parts) {
    Optional<String> algorithm = algorithm(form, parts.group(1));
    Optional<Integer> iterations =
        form == LDAP
            ? base64(parts.group(2)).filter(bytes -> bytes.length == 4).map(Pbkdf2Text::number)
            : Optional.of(parts.group(2)).filter(Pbkdf2Text::isNumber).map(Integer::valueOf);
    Optional<byte[]> salt = base64(parts.group(3));
    Optional<byte[]> digest = base64(parts.group(4));
    if (algorithm.isEmpty() || iterations.isEmpty() || salt.isEmpty() || digest.isEmpty()) {
      return Optional.empty();
    }
    int length = mac(algorithm.get()).getMacLength();
    return iterations.get() < 1 || digest.get().length != length
        ? Optional.empty()
        : Optional.of(new Pbkdf2Text(algorithm.get(), iterations.get(), salt.get(), digest.get()));
  }

  /**
   * Whether the server certainly rejects every login by a text that cannot be {@link #parse
   * parsed}: it is of no form, names no digest that is known, or has a character that no Base64
   * has.
   */
  public static boolean isRefused(String text) {
    String body = body(text);
    if (body.startsWith("{")) {
      // later versions read some of the headers that 3.2.1 skips
      return false;
    }
    for (int form = 0; form < FORMS.size(); form++) {
      Matcher parts = FORMS.get(form).matcher(body);
      if (parts.matches()) {
        return algorithm(form, parts.group(1)).isEmpty()
            || !parts.group(3).matches("[0-9A-Za-z+/=]*")
            || !parts.group(4).matches("[0-9A-Za-z+/=]*");
      }
    }
    return true;
  }

  /** Without the header of its own, which may stand in front of it. */
  private static String body(String text) {
    return text.regionMatches(true, 0, OWN_HEADER, 0, OWN_HEADER.length())
        ? text.substring(OWN_HEADER.length())
        : text;
  }

  private static Optional<String> algorithm(int form, String name) {
    return Optional.ofNullable(
        (form == PASSLIB ? OF_PASSLIB : ALGORITHMS).get(name.toLowerCase(Locale.ROOT)));
  }

  private static Integer number(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getInt();
  }

  private static boolean isNumber(String text) {
    return text.matches("[1-9][0-9]{0,9}") && Long.parseLong(text) <= Integer.MAX_VALUE;
  }

  private static Optional<byte[]> base64(String text) {
    boolean padded = text.endsWith("=");
    if (!text.matches("[0-9A-Za-z+/]+={0,2}") || (padded && text.length() % 4 != 0)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  /** Whether {@link #matches} takes seconds at most. */
  public boolean isComputable() {
    return iterations <= MOST_ITERATIONS;
  }

  /**
   * Whether it is that of {@code password}. Takes a time in proportion to the iterations, by
   * design.
   */
  public boolean matches(byte[] password) {
    return MessageDigest.isEqual(digest, computed(password));
  }

  private byte[] computed(byte[] password) {
    Mac mac = mac(algorithm);
    try {
      // HMAC fills its key up with zeros, and the JDK takes no empty one
      mac.init(new SecretKeySpec(password.length == 0 ? new byte[1] : password, algorithm));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC takes every key", e);
    }
    mac.update(salt);
    byte[] round = mac.doFinal(new byte[] {0, 0, 0, 1});
    byte[] sum = round.clone();
    for (int i = 1; i < iterations; i++) {
      round = mac.doFinal(round);
      for (int j = 0; j < sum.length; j++) {
        sum[j] ^= round[j];
      }
    }
    return sum;
  }

  private static Mac mac(String algorithm) {
    try {
      return Mac.getInstance(algorithm);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK from 17 on has " + algorithm, e);
    }
  }
}
