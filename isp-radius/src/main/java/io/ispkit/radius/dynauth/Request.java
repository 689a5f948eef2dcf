package io.ispkit.radius.dynauth;

import io.ispkit.core.fault.Faults;
import io.ispkit.radius.packet.internal.Answer;
import io.ispkit.radius.packet.internal.Signatures;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/**
 * A checked request, complete but for its identifier and signatures. Immutable, so all its
 * transmissions are the same octets.
 */
final class Request {

  static final int HEADER = Answer.HEADER;

  static final int LONGEST = Answer.LONGEST;

  private static final int SIGNATURE = HEADER + 2;

  /** RFC 2865 section 5.6 and RFC 5176 section 3.2. */
  private static final AttributeValue AUTHORIZE_ONLY = new AttributeValue.Whole(17);

  private final RequestKind kind;
  private final NasTarget target;
  private final SessionIdentity session;
  private final List<NasAttribute> changes;
  private final boolean authorizeOnly;
  private final byte[] attributes;

  private Request(
      RequestKind kind,
      NasTarget target,
      SessionIdentity session,
      List<NasAttribute> changes,
      byte[] body) {
    this.kind = kind;
    this.target = target;
    this.session = session;
    this.changes = List.copyOf(changes);
    this.authorizeOnly = changes.stream().anyMatch(Request::isAuthorizeOnly);
    this.attributes = body;
  }

  static Request disconnect(NasTarget target, SessionIdentity session, Instant now) {
    return checked(RequestKind.DISCONNECT, target, session, List.of(), now);
  }

  static Request change(
      NasTarget target, SessionIdentity session, List<NasAttribute> changes, Instant now) {
    return checked(RequestKind.CHANGE, target, session, changes, now);
  }

  private static Request checked(
      RequestKind kind,
      NasTarget target,
      SessionIdentity session,
      List<NasAttribute> changes,
      Instant now) {
    Faults faults = new Faults();
    session.check(faults);
    if (kind == RequestKind.CHANGE) {
      Changes.check(changes, faults);
    }
    AttributeValue time = new AttributeValue.Whole(now.getEpochSecond());
    if (target.eventTimestamp()) {
      time.check("Event-Timestamp", Integer.BYTES, faults);
    }
    if (faults.isEmpty()) {
      byte[] body = body(target, session, changes, time);
      if (HEADER + body.length <= LONGEST) {
        return new Request(kind, target, session, changes, body);
      }
      faults.add(
          "request", HEADER + body.length + " octets", "at most " + LONGEST + " octets in all");
    }
    throw new InvalidRequestException(faults.list());
  }

  private static byte[] body(
      NasTarget target, SessionIdentity session, List<NasAttribute> changes, AttributeValue time) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (target.messageAuthenticator()) {
      StandardAttribute.MESSAGE_AUTHENTICATOR
          .number()
          .octets(new byte[Signatures.LENGTH])
          .writeTo(body);
    }
    session.attributes().forEach(attribute -> attribute.writeTo(body));
    if (target.eventTimestamp()) {
      new NasAttribute(StandardAttribute.EVENT_TIMESTAMP.number(), time).writeTo(body);
    }
    changes.forEach(attribute -> attribute.writeTo(body));
    return body.toByteArray();
  }

  /** The same with another Event-Timestamp. */
  Request at(Instant now) {
    return target.eventTimestamp() ? checked(kind, target, session, changes, now) : this;
  }

  static boolean isAuthorizeOnly(NasAttribute attribute) {
    return attribute.is(StandardAttribute.SERVICE_TYPE) && attribute.has(AUTHORIZE_ONLY);
  }

  RequestKind kind() {
    return kind;
  }

  NasTarget target() {
    return target;
  }

  boolean authorizeOnly() {
    return authorizeOnly;
  }

  /** The whole packet under this identifier, 0 to 255. */
  byte[] packet(int identifier) {
    byte[] packet = new byte[HEADER + attributes.length];
    ByteBuffer.wrap(packet)
        .put((byte) kind.code())
        .put((byte) identifier)
        .putShort((short) packet.length)
        .put(HEADER, attributes);
    // Message-Authenticator first: the authenticator is a digest over it (RFC 5176 section 3.4).
    if (target.messageAuthenticator()) {
      put(packet, SIGNATURE, Signatures.messageAuthenticator(packet, target.secret()));
    }
    put(packet, Answer.AUTHENTICATOR, Signatures.authenticator(packet, target.secret()));
    return packet;
  }

  private static void put(byte[] packet, int at, byte[] signature) {
    System.arraycopy(signature, 0, packet, at, signature.length);
  }
}
