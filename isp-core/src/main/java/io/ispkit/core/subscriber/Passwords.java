package io.ispkit.core.subscriber;

import io.ispkit.core.secret.Secret;
import java.util.random.RandomGenerator;

/** Makes passwords that a PPPoE client of any make takes, and that a person can read out. */
public final class Passwords {

  // letters and digits without 0 O 1 l I
  private static final String ALPHABET =
      "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

  /** 57 characters to choose from: 22 of them hold 128.3 bits. */
  private static final int LENGTH = 22;

  private Passwords() {}

  /**
   * A new password of at least 128 bits.
   *
   * @param random cryptographically strong
   */
  public static Secret next(RandomGenerator random) {
    StringBuilder text = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return Secret.of(text.toString());
  }
}
