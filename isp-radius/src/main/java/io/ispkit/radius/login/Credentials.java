package io.ispkit.radius.login;

import io.ispkit.core.secret.Secret;
import io.ispkit.radius.packet.internal.Signatures;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A password as it goes over the wire (RFC 2865 sections 5.2 and 5.3). Pure. */
final class Credentials {

  /** Octets of a password that User-Password takes. */
  static final int LONGEST = 128;

  private static final int BLOCK = Signatures.LENGTH;

  private Credentials() {}

  /** The value of User-Password: the password in blocks of 16, each hidden by the one before. */
  static byte[] hidden(Secret password, byte[] authenticator, Secret secret) {
    byte[] plain = octets(password);
    byte[] hidden = Arrays.copyOf(plain, Math.max(1, (plain.length + BLOCK - 1) / BLOCK) * BLOCK);
    byte[] before = authenticator;
    for (int at = 0; at < hidden.length; at += BLOCK) {
      byte[] pad = Signatures.digest(octets(secret), before);
      for (int i = 0; i < BLOCK; i++) {
        hidden[at + i] ^= pad[i];
      }
      before = Arrays.copyOfRange(hidden, at, at + BLOCK);
    }
    return hidden;
  }

  /** The value of CHAP-Password; the authenticator is the challenge. */
  static byte[] chap(Secret password, byte[] authenticator, byte identifier) {
    byte[] value = new byte[1 + BLOCK];
    value[0] = identifier;
    byte[] digest = Signatures.digest(new byte[] {identifier}, octets(password), authenticator);
    System.arraycopy(digest, 0, value, 1, BLOCK);
    return value;
  }

  static byte[] octets(Secret secret) {
    return secret.reveal().getBytes(StandardCharsets.UTF_8);
  }
}
