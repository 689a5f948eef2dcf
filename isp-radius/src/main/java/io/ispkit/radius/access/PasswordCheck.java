package io.ispkit.radius.access;

import io.ispkit.core.secret.Secret;
import io.ispkit.radius.access.internal.NtHash;
import io.ispkit.radius.access.internal.Pbkdf2Text;
import io.ispkit.radius.access.internal.Sha512Crypt;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares a password with its stored form, in a time that does not depend on where the two differ.
 * Pure and thread-safe. {@code $6$} and PBKDF2 take milliseconds by design: limit the rate of
 * attempts.
 */
public final class PasswordCheck {

  /** How a comparison ended. */
  public enum Result {
    MATCHES,
    DIFFERS,
    /**
     * The form is broken, or one that is not computed here: {@code $1$}, {@code $5$}, bcrypt, and
     * {@code $6$} of over a million rounds, and PBKDF2 of over two. Ask the RADIUS server.
     */
    CANNOT_TELL
  }

  private static final Pattern SHA512_CRYPT =
      Pattern.compile("\\$6\\$(?:rounds=([0-9]{4,7})\\$)?([^$]{0,16})\\$[0-9A-Za-z./]{86}");
  private static final int LEAST_ROUNDS = 1000;
  private static final int MOST_ROUNDS = 1_000_000;

  private PasswordCheck() {}

  /** Compares {@code given}, as the customer typed it, with what is stored. */
  public static Result check(StoredPassword stored, Secret given) {
    Optional<PasswordKind> kind = stored.kind();
    if (kind.isEmpty()) {
      return Result.CANNOT_TELL;
    }
    return switch (kind.get()) {
      case CLEARTEXT -> result(stored.body(), given.reveal());
      case CRYPT -> crypt(stored.body(), given.reveal());
      case PBKDF2 -> pbkdf2(stored.body(), given.reveal());
      default ->
          Digests.parts(kind.get(), stored.body())
              .map(parts -> digest(parts, given.reveal()))
              .orElse(Result.CANNOT_TELL);
    };
  }

  private static Result digest(Digests.Parts parts, String given) {
    byte[] computed;
    if (parts.algorithm().equals("NT")) {
      computed = HexFormat.of().parseHex(NtHash.of(given));
    } else {
      MessageDigest digest = digest(parts.algorithm());
      digest.update(given.getBytes(StandardCharsets.UTF_8));
      digest.update(HexFormat.of().parseHex(parts.salt()));
      computed = digest.digest();
    }
    return MessageDigest.isEqual(computed, HexFormat.of().parseHex(parts.digest()))
        ? Result.MATCHES
        : Result.DIFFERS;
  }

  private static Result crypt(String stored, String given) {
    Matcher form = SHA512_CRYPT.matcher(stored);
    if (!form.matches()) {
      return Result.CANNOT_TELL;
    }
    String rounds = form.group(1);
    if (rounds == null) {
      return result(stored, Sha512Crypt.of(given, form.group(2)));
    }
    int count = Integer.parseInt(rounds);
    return count < LEAST_ROUNDS || count > MOST_ROUNDS
        ? Result.CANNOT_TELL
        : result(stored, Sha512Crypt.of(given, form.group(2), count));
  }

  private static Result pbkdf2(String stored, String given) {
    return Pbkdf2Text.parse(stored)
        .filter(Pbkdf2Text::isComputable)
        .map(text -> text.matches(given.getBytes(StandardCharsets.UTF_8)))
        .map(right -> right ? Result.MATCHES : Result.DIFFERS)
        .orElse(Result.CANNOT_TELL);
  }

  /** Digests are compared, so that the length of the stored text is not told either. */
  private static Result result(String stored, String computed) {
    byte[] one = digest("SHA-256").digest(stored.getBytes(StandardCharsets.UTF_8));
    byte[] other = digest("SHA-256").digest(computed.getBytes(StandardCharsets.UTF_8));
    return MessageDigest.isEqual(one, other) ? Result.MATCHES : Result.DIFFERS;
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK from 17 on has " + algorithm, e);
    }
  }
}
