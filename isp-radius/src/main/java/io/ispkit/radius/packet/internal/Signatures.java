package io.ispkit.radius.packet.internal;

import io.ispkit.core.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The digests of RADIUS under a shared secret; all are 16 octets long. */
public final class Signatures {

  /** Octets of each. */
  public static final int LENGTH = 16;

  private Signatures() {}

  /**
   * The digest for the authenticator field: MD5 over the packet and the secret (RFC 2865 section 3,
   * RFC 5176 section 2.3). The authenticator field of the packet is the request's authenticator for
   * an answer, and zero for a CoA or Disconnect.
   */
  public static byte[] authenticator(byte[] packet, Secret secret) {
    return digest(packet, octets(secret));
  }

  /** MD5 over all parts. */
  public static byte[] digest(byte[]... parts) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      for (byte[] part : parts) {
        md5.update(part);
      }
      return md5.digest();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every JDK has MD5", missing);
    }
  }

  /**
   * The value of Message-Authenticator: HMAC-MD5 over the packet (RFC 3579 section 3.2, RFC 5176
   * section 3.4). The value itself is zero in the packet, the authenticator field as in {@link
   * #authenticator}; an Access-Request has its own there.
   */
  public static byte[] messageAuthenticator(byte[] packet, Secret secret) {
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
