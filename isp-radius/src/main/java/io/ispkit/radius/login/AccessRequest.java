package io.ispkit.radius.login;

import io.ispkit.core.secret.Secret;
import io.ispkit.radius.access.LoginProtocol;
import io.ispkit.radius.dynauth.AttributeNumber;
import io.ispkit.radius.dynauth.NasAttribute;
import io.ispkit.radius.packet.internal.Answer;
import io.ispkit.radius.packet.internal.Signatures;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The packet of a login: the same octets in all its transmissions. Pure. */
final class AccessRequest {

  static final AttributeNumber USER_NAME = AttributeNumber.standard(1);
  static final AttributeNumber USER_PASSWORD = AttributeNumber.standard(2);
  static final AttributeNumber CHAP_PASSWORD = AttributeNumber.standard(3);
  static final AttributeNumber MESSAGE_AUTHENTICATOR = AttributeNumber.standard(80);

  private static final int CODE = 1;
  private static final int SIGNATURE = Answer.HEADER + 2;

  private AccessRequest() {}

  /**
   * A signed request (RFC 3579 section 3.2).
   *
   * @param authenticator 16 random octets
   */
  static byte[] signed(byte identifier, byte[] authenticator, List<byte[]> body, Secret secret) {
    List<byte[]> all = new ArrayList<>(body);
    all.add(0, MESSAGE_AUTHENTICATOR.octets(new byte[Signatures.LENGTH]).encoded());
    byte[] packet = unsigned(identifier, authenticator, all);
    byte[] signature = Signatures.messageAuthenticator(packet, secret);
    System.arraycopy(signature, 0, packet, SIGNATURE, signature.length);
    return packet;
  }

  /** As RFC 2865 section 4.1 has it. */
  static byte[] unsigned(byte identifier, byte[] authenticator, List<byte[]> body) {
    int length = Answer.HEADER + body.stream().mapToInt(each -> each.length).sum();
    ByteBuffer packet =
        ByteBuffer.allocate(length)
            .put((byte) CODE)
            .put(identifier)
            .putShort((short) length)
            .put(authenticator);
    body.forEach(packet::put);
    return packet.array();
  }

  /** User name, password and what the NAS tells. */
  static List<byte[]> body(
      String username,
      Secret password,
      LoginProtocol protocol,
      byte[] authenticator,
      byte chapIdentifier,
      Secret secret,
      List<NasAttribute> nas) {
    List<byte[]> body = new ArrayList<>();
    body.add(USER_NAME.text(username).encoded());
    body.add(
        (protocol == LoginProtocol.PAP
                ? USER_PASSWORD.octets(Credentials.hidden(password, authenticator, secret))
                : CHAP_PASSWORD.octets(Credentials.chap(password, authenticator, chapIdentifier)))
            .encoded());
    nas.forEach(attribute -> body.add(attribute.encoded()));
    return body;
  }
}
