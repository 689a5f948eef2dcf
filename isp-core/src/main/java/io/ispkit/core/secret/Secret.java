package io.ispkit.core.secret;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A password, token or key. It never shows itself: {@link #toString()} and Jackson both write
 * {@code ***}, Java serialization refuses it, and {@link #reveal()} is the only way to the text. So
 * a record that holds secrets may be printed.
 *
 * <p>Immutable and thread-safe. The text lives in the heap as long as this object does: a process
 * dump shows it.
 */
@JsonSerialize(using = SecretSerializer.class)
public final class Secret {

  /** What stands in for the text wherever a secret is shown. */
  static final String MASK = "***";

  private final String text;

  // Jackson would read a written mask back as if it were the secret.
  @JsonCreator(mode = JsonCreator.Mode.DISABLED)
  private Secret(String text) {
    this.text = text;
  }

  /**
   * A secret with this text.
   *
   * @throws IllegalArgumentException when the text is empty: an empty secret protects nothing
   */
  public static Secret of(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("expected a secret that is not empty");
    }
    return new Secret(text);
  }

  /**
   * A new random secret of letters, digits, {@code -} and {@code _}, fit for URLs and for RADIUS
   * passwords.
   *
   * @param bits the entropy wanted, from 64 to 4096; rounded up to whole bytes
   * @param random cryptographically strong, such as a {@link java.security.SecureRandom}
   */
  public static Secret random(int bits, RandomGenerator random) {
    if (bits < 64 || bits > 4096) {
      throw new IllegalArgumentException("expected 64 to 4096 bits, but was " + bits);
    }
    byte[] bytes = new byte[(bits + 7) / 8];
    random.nextBytes(bytes);
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** The text itself. Call it as late as possible, and never for a log line or a message. */
  public String reveal() {
    return text;
  }

  /** A secret made from this one, such as {@code token.map(t -> "Bearer " + t)}. */
  public Secret map(UnaryOperator<String> change) {
    return of(change.apply(text));
  }

  /** Compares in a time that does not depend on where two texts of one length differ. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.UTF_8), secret.text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same for all secrets, so that it tells nothing about the text. */
  @Override
  public int hashCode() {
    return Secret.class.getName().hashCode();
  }

  /** Always {@code Secret[***]}. */
  @Override
  public String toString() {
    return "Secret[" + MASK + "]";
  }
}
