package io.ispkit.radius.login;

import io.ispkit.core.secret.Secret;
import java.net.InetAddress;
import java.util.Objects;

/**
 * The RADIUS server that is asked. It must know the address we come from as a client. Immutable;
 * its text form shows no secret.
 *
 * @param address one host's, IPv4 or IPv6
 * @param port UDP, 1 to 65535
 * @param secret shared with the server; as UTF-8 on the wire
 * @param signsAnswers whether an answer without Message-Authenticator is dropped. FreeRADIUS 3.2.1
 *     signs only what it accepts of a client that must sign ({@code
 *     require_message_authenticator}); a rejection would be dropped, and end as unknown. So this is
 *     for the site to say. Without a signature an answer can be forged by whoever sits between
 *     (CVE-2024-3596)
 */
public record LoginServer(InetAddress address, int port, Secret secret, boolean signsAnswers) {

  /** Where a server listens for logins by RFC 2865 section 3. */
  public static final int DEFAULT_PORT = 1812;

  /** Checks address and port. */
  public LoginServer {
    Objects.requireNonNull(secret, "secret");
    if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
      throw new IllegalArgumentException(
          "RADIUS server: expected the address of one host, but was " + address.getHostAddress());
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "port of the RADIUS server: expected 1 to 65535, but was " + port);
    }
  }

  /** A server at the default port, whose answers may be unsigned. */
  public static LoginServer of(InetAddress address, Secret secret) {
    return of(address, DEFAULT_PORT, secret);
  }

  /** A server whose answers may be unsigned. */
  public static LoginServer of(InetAddress address, int port, Secret secret) {
    return new LoginServer(address, port, secret, false);
  }

  /** The same, of which only signed answers are believed. */
  public LoginServer signingAnswers() {
    return new LoginServer(address, port, secret, true);
  }

  /** Address and port for a message. */
  String shown() {
    String host = address.getHostAddress();
    return "RADIUS server " + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
