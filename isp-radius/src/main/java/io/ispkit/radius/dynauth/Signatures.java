package io.ispkit.radius.dynauth;

import io.ispkit.core.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The digests of RADIUS under a shared secret; both are 16 octets long. */
final class Signatures {

  static final int LENGTH = 16;

  private Signatures() {}

  /**
   * The digest for the authenticator field: MD5 over the packet and the secret (RFC 5176 section
   * 2.3). The authenticator field of the packet is zero for a request, and the request's
   * authenticator for an answer.
   */
  static byte[] authenticator(byte[] packet, Secret secret) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      md5.update(packet);
      return md5.digest(octets(secret));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every JDK has MD5", missing);
    }
  }

  /**
   * The value of Message-Authenticator: HMAC-MD5 over the packet (RFC 5176 section 3.4). The value
   * itself is zero in the packet, the authenticator field as in {@link #authenticator}.
   */
  static byte[] messageAuthenticator(byte[] packet, Secret secret) {
    try {
      Mac mac = Mac.getInstance("HmacMD5");
      mac.init(new SecretKeySpec(octets(secret), "HmacMD5"));
      return mac.doFinal(packet);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every JDK has HmacMD5", missing);
    }
  }

  private static byte[] octets(Secret secret) {
    return secret.reveal().getBytes(StandardCharsets.UTF_8);
  }
}
