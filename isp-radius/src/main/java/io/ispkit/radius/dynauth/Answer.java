package io.ispkit.radius.dynauth;

import io.ispkit.core.secret.Secret;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A packet that came in. Well-formed, but not to be believed before {@link #fault} is asked. */
final class Answer {

  private static final int CODE = 0;
  private static final int IDENTIFIER = 1;
  private static final int LENGTH = 2;
  private static final int AUTHENTICATOR = 4;
  private static final int MESSAGE_AUTHENTICATOR =
      StandardAttribute.MESSAGE_AUTHENTICATOR.number().number();
  private static final int ERROR_CAUSE = StandardAttribute.ERROR_CAUSE.number().number();

  private final byte[] packet;

  private Answer(byte[] packet) {
    this.packet = packet;
  }

  /**
   * Reads a datagram. Octets after the packet's own length are padding and left away (RFC 2865
   * section 3). Attributes must fill the packet exactly; a value may be empty.
   *
   * @throws MalformedPacketException the lengths do not add up
   */
  static Answer read(byte[] datagram) throws MalformedPacketException {
    if (datagram.length < Request.HEADER) {
      throw new MalformedPacketException("shorter than a header");
    }
    int length = ByteBuffer.wrap(datagram).getShort(LENGTH) & 0xFFFF;
    if (length < Request.HEADER || length > Request.LONGEST || length > datagram.length) {
      throw new MalformedPacketException("length field says " + length);
    }
    for (int at = Request.HEADER; at < length; at += datagram[at + 1] & 0xFF) {
      int rest = length - at;
      if (rest < 2 || (datagram[at + 1] & 0xFF) < 2 || (datagram[at + 1] & 0xFF) > rest) {
        throw new MalformedPacketException("attribute at octet " + at + " has a wrong length");
      }
    }
    return new Answer(Arrays.copyOf(datagram, length));
  }

  int code() {
    return packet[CODE] & 0xFF;
  }

  int identifier() {
    return packet[IDENTIFIER] & 0xFF;
  }

  /**
   * Why it is not to be believed as the answer to this request, or null: authenticator and, when
   * there is one, Message-Authenticator must fit the request's authenticator (RFC 5176 sections 2.3
   * and 3.4).
   */
  @Nullable Dropped fault(byte[] request, Secret secret) {
    byte[] signed = packet.clone();
    System.arraycopy(request, AUTHENTICATOR, signed, AUTHENTICATOR, Signatures.LENGTH);
    byte[] own = Arrays.copyOfRange(packet, AUTHENTICATOR, AUTHENTICATOR + Signatures.LENGTH);
    if (!MessageDigest.isEqual(Signatures.authenticator(signed, secret), own)) {
      return Dropped.WRONG_AUTHENTICATOR;
    }
    int first = next(MESSAGE_AUTHENTICATOR, Request.HEADER);
    if (first < packet.length && !isSigned(signed, first, secret)) {
      return Dropped.WRONG_MESSAGE_AUTHENTICATOR;
    }
    return null;
  }

  private boolean isSigned(byte[] signed, int at, Secret secret) {
    int end = at + 2 + Signatures.LENGTH;
    boolean only = next(MESSAGE_AUTHENTICATOR, at + size(at)) == packet.length;
    if (!only || at + size(at) != end) {
      return false;
    }
    Arrays.fill(signed, at + 2, end, (byte) 0);
    return MessageDigest.isEqual(
        Signatures.messageAuthenticator(signed, secret), Arrays.copyOfRange(packet, at + 2, end));
  }

  /** The first Error-Cause of the right length (RFC 5176 section 3.5). */
  OptionalLong errorCause() {
    int at = next(ERROR_CAUSE, Request.HEADER);
    while (at < packet.length) {
      if (size(at) == 2 + Integer.BYTES) {
        return OptionalLong.of(Integer.toUnsignedLong(ByteBuffer.wrap(packet).getInt(at + 2)));
      }
      at = next(ERROR_CAUSE, at + size(at));
    }
    return OptionalLong.empty();
  }

  /** Where the next attribute of this type stands, from {@code at} on; else the packet's length. */
  private int next(int type, int at) {
    int found = at;
    while (found < packet.length && (packet[found] & 0xFF) != type) {
      found += size(found);
    }
    return found;
  }

  private int size(int at) {
    return packet[at + 1] & 0xFF;
  }
}
