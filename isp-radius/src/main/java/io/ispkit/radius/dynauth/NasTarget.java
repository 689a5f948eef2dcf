package io.ispkit.radius.dynauth;

import io.ispkit.core.secret.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * Where a request goes: the NAS that holds the session, never a RADIUS server, which may consent
 * while the user stays online. Immutable; its text form shows no secret.
 *
 * @param address one host's, IPv4 or IPv6
 * @param port UDP, 1 to 65535; see {@link #DEFAULT_PORT}
 * @param secret shared with this NAS; as UTF-8 on the wire
 * @param messageAuthenticator whether requests are signed by a Message-Authenticator as well; a NAS
 *     may demand it, and should not mind it (RFC 5176 section 3.4)
 * @param eventTimestamp whether requests carry their time, by which a NAS knows a replay (RFC 5176
 *     section 6.3). A NAS whose clock is more than 300 seconds off mostly drops such requests
 *     without an answer
 */
public record NasTarget(
    InetAddress address,
    int port,
    Secret secret,
    boolean messageAuthenticator,
    boolean eventTimestamp) {

  /** Where a NAS listens by RFC 5176 section 2.3; MikroTik listens at 1700 unless told. */
  public static final int DEFAULT_PORT = 3799;

  /** Checks address and port. */
  public NasTarget {
    Objects.requireNonNull(secret, "secret");
    if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
      throw new IllegalArgumentException(
          "NAS address: expected the address of one host, but was " + address.getHostAddress());
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("NAS port: expected 1 to 65535, but was " + port);
    }
  }

  /** A NAS at the default port, signed and timed. */
  public static NasTarget of(InetAddress address, Secret secret) {
    return of(address, DEFAULT_PORT, secret);
  }

  /** A NAS at this port, signed and timed. */
  public static NasTarget of(InetAddress address, int port, Secret secret) {
    return new NasTarget(address, port, secret, true, true);
  }

  /** The same without Message-Authenticator, for a NAS that cannot take one. */
  public NasTarget withoutMessageAuthenticator() {
    return new NasTarget(address, port, secret, false, eventTimestamp);
  }

  /** The same without Event-Timestamp, for a NAS whose clock is wrong. */
  public NasTarget withoutEventTimestamp() {
    return new NasTarget(address, port, secret, messageAuthenticator, false);
  }

  InetSocketAddress socketAddress() {
    return new InetSocketAddress(address, port);
  }

  /** Address and port for a message. */
  String shown() {
    String host = address.getHostAddress();
    return "NAS " + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
