package io.ispkit.radius.packet.internal;

import io.ispkit.core.secret.Secret;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A packet that came in. Well-formed, but not to be believed before {@link #fault} is asked. */
public final class Answer {

  /** Octets of code, identifier, length and authenticator (RFC 2865 section 3). */
  public static final int HEADER = 20;

  /** Octets of a packet at most (RFC 2865 section 3). */
  public static final int LONGEST = 4096;

  /** Where the authenticator begins. */
  public static final int AUTHENTICATOR = 4;

  /** Why a packet is not to be believed. */
  public enum Mistrust {
    /** The authenticator does not fit. */
    AUTHENTICATOR,
    /** The Message-Authenticator does not fit, has a wrong length, or is there twice. */
    MESSAGE_AUTHENTICATOR
  }

  /**
   * One attribute as it came.
   *
   * @param vendor 0: a standard one
   * @param hex two digits an octet
   */
  public record Attribute(int vendor, int number, String hex) {}

  private static final int CODE = 0;
  private static final int IDENTIFIER = 1;
  private static final int LENGTH = 2;
  private static final int VENDOR_SPECIFIC = 26;
  private static final int MESSAGE_AUTHENTICATOR = 80;
  private static final int ERROR_CAUSE = 101;

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
  public static Answer read(byte[] datagram) throws MalformedPacketException {
    if (datagram.length < HEADER) {
      throw new MalformedPacketException("shorter than a header");
    }
    int length = ByteBuffer.wrap(datagram).getShort(LENGTH) & 0xFFFF;
    if (length < HEADER || length > LONGEST || length > datagram.length) {
      throw new MalformedPacketException("length field says " + length);
    }
    for (int at = HEADER; at < length; at += datagram[at + 1] & 0xFF) {
      int rest = length - at;
      if (rest < 2 || (datagram[at + 1] & 0xFF) < 2 || (datagram[at + 1] & 0xFF) > rest) {
        throw new MalformedPacketException("attribute at octet " + at + " has a wrong length");
      }
    }
    return new Answer(Arrays.copyOf(datagram, length));
  }

  /** What kind of packet it is. */
  public int code() {
    return packet[CODE] & 0xFF;
  }

  /** Which request it answers. */
  public int identifier() {
    return packet[IDENTIFIER] & 0xFF;
  }

  /**
   * Why it is not to be believed as the answer to this request, or null: authenticator and, when
   * there is one, Message-Authenticator must fit the request's authenticator (RFC 2865 section 3,
   * RFC 3579 section 3.2, RFC 5176 sections 2.3 and 3.4).
   */
  public @Nullable Mistrust fault(byte[] request, Secret secret) {
    byte[] signed = packet.clone();
    System.arraycopy(request, AUTHENTICATOR, signed, AUTHENTICATOR, Signatures.LENGTH);
    byte[] own = Arrays.copyOfRange(packet, AUTHENTICATOR, AUTHENTICATOR + Signatures.LENGTH);
    if (!MessageDigest.isEqual(Signatures.authenticator(signed, secret), own)) {
      return Mistrust.AUTHENTICATOR;
    }
    int first = next(MESSAGE_AUTHENTICATOR, HEADER);
    if (first < packet.length && !isSigned(signed, first, secret)) {
      return Mistrust.MESSAGE_AUTHENTICATOR;
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
  public OptionalLong errorCause() {
    int at = next(ERROR_CAUSE, HEADER);
    while (at < packet.length) {
      if (size(at) == 2 + Integer.BYTES) {
        return OptionalLong.of(Integer.toUnsignedLong(ByteBuffer.wrap(packet).getInt(at + 2)));
      }
      at = next(ERROR_CAUSE, at + size(at));
    }
    return OptionalLong.empty();
  }

  /** Whether it has a Message-Authenticator, which {@link #fault} has checked then. */
  public boolean isSigned() {
    return next(MESSAGE_AUTHENTICATOR, HEADER) < packet.length;
  }

  /**
   * All attributes in their order. What a Vendor-Specific holds is taken apart (RFC 2865 section
   * 5.26); one that is made otherwise stays as it is.
   */
  public List<Attribute> attributes() {
    List<Attribute> all = new ArrayList<>();
    for (int at = HEADER; at < packet.length; at += size(at)) {
      int number = packet[at] & 0xFF;
      byte[] octets = Arrays.copyOfRange(packet, at + 2, at + size(at));
      List<Attribute> inner = number == VENDOR_SPECIFIC ? ofVendor(octets) : List.of();
      if (inner.isEmpty()) {
        all.add(new Attribute(0, number, HexFormat.of().formatHex(octets)));
      } else {
        all.addAll(inner);
      }
    }
    return all;
  }

  /** Empty: not made as the RFC suggests. */
  private static List<Attribute> ofVendor(byte[] octets) {
    List<Attribute> inner = new ArrayList<>();
    if (octets.length < Integer.BYTES || octets[0] != 0) {
      return inner;
    }
    int vendor = ByteBuffer.wrap(octets).getInt();
    int at = vendor == 0 ? octets.length : Integer.BYTES;
    while (at < octets.length) {
      int length = at + 1 < octets.length ? octets[at + 1] & 0xFF : 0;
      if (length < 2 || at + length > octets.length) {
        return List.of();
      }
      inner.add(
          new Attribute(
              vendor, octets[at] & 0xFF, HexFormat.of().formatHex(octets, at + 2, at + length)));
      at += length;
    }
    return inner;
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
