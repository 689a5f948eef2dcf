package io.ispkit.radius.access.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;

/**
 * The password hash {@code $6$} of crypt(3) with its default of 5000 rounds. Source: Ulrich
 * Drepper, "Unix crypt using SHA-256 and SHA-512", version 0.6.
 */
public final class Sha512Crypt {

  private static final String DIGITS =
      "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int SALT_LENGTH = 16;
  private static final int ROUNDS = 5000;
  private static final int SIZE = 64;

  private Sha512Crypt() {}

  /** With a random salt and the default rounds. */
  public static String of(String password, RandomGenerator random) {
    StringBuilder salt = new StringBuilder(SALT_LENGTH);
    for (int i = 0; i < SALT_LENGTH; i++) {
      salt.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    return of(password, salt.toString());
  }

  /** With the default rounds. */
  public static String of(String password, String saltText) {
    return "$6$" + saltText + "$" + hash(password, saltText, ROUNDS);
  }

  /** With so many rounds, said in the text. */
  public static String of(String password, String saltText, int rounds) {
    return "$6$rounds=" + rounds + "$" + saltText + "$" + hash(password, saltText, rounds);
  }

  private static String hash(String password, String saltText, int rounds) {
    byte[] key = password.getBytes(StandardCharsets.UTF_8);
    byte[] salt = saltText.getBytes(StandardCharsets.US_ASCII);
    byte[] alternate = digest(key, salt, key);

    MessageDigest first = sha512();
    first.update(key);
    first.update(salt);
    updateRepeated(first, alternate, key.length);
    for (int bits = key.length; bits > 0; bits >>= 1) {
      first.update((bits & 1) == 1 ? alternate : key);
    }
    byte[] sum = first.digest();

    byte[] keys = stretched(key, key.length, key.length);
    byte[] salts = stretched(salt, 16 + (sum[0] & 255), salt.length);
    for (int round = 0; round < rounds; round++) {
      MessageDigest next = sha512();
      next.update(round % 2 == 1 ? keys : sum);
      if (round % 3 != 0) {
        next.update(salts);
      }
      if (round % 7 != 0) {
        next.update(keys);
      }
      next.update(round % 2 == 1 ? sum : keys);
      sum = next.digest();
    }
    return encoded(sum);
  }

  /** The digest of {@code times} copies of {@code part}, repeated to {@code length} bytes. */
  private static byte[] stretched(byte[] part, int times, int length) {
    MessageDigest digest = sha512();
    for (int i = 0; i < times; i++) {
      digest.update(part);
    }
    byte[] once = digest.digest();
    byte[] out = new byte[length];
    for (int i = 0; i < length; i++) {
      out[i] = once[i % SIZE];
    }
    return out;
  }

  private static void updateRepeated(MessageDigest digest, byte[] part, int length) {
    for (int left = length; left > 0; left -= SIZE) {
      digest.update(part, 0, Math.min(left, SIZE));
    }
  }

  /** Three bytes become four characters; which three stand together is part of the format. */
  private static String encoded(byte[] sum) {
    StringBuilder out = new StringBuilder(86);
    int a = 0;
    int b = 21;
    int c = 42;
    for (int group = 0; group < 21; group++) {
      append(out, (sum[a] & 255) << 16 | (sum[b] & 255) << 8 | (sum[c] & 255), 4);
      int next = a;
      a = b + 1;
      b = c + 1;
      c = next + 1;
    }
    append(out, sum[63] & 255, 2);
    return out.toString();
  }

  private static void append(StringBuilder out, int bits, int characters) {
    int left = bits;
    for (int i = 0; i < characters; i++) {
      out.append(DIGITS.charAt(left & 63));
      left >>= 6;
    }
  }

  private static byte[] digest(byte[]... parts) {
    MessageDigest digest = sha512();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  private static MessageDigest sha512() {
    try {
      return MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-512", e);
    }
  }
}
