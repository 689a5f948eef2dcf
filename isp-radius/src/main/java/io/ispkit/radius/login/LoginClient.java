package io.ispkit.radius.login;

import io.ispkit.core.operation.CallListener;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.core.secret.Secret;
import io.ispkit.radius.access.LoginProtocol;
import io.ispkit.radius.dynauth.Retransmission;
import io.ispkit.radius.packet.internal.Answer;
import io.ispkit.radius.packet.internal.Signatures;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Logs users in at a RADIUS server as a NAS does, by PAP or CHAP over UDP (RFC 2865): to prove that
 * rows let them in, and to see what the NAS would be told.
 *
 * <p>How a login ends:
 *
 * <ul>
 *   <li><b>done</b>: the server let the user in; {@link AcceptedLogin} holds what it said.
 *   <li><b>refused</b> for good: {@code access_rejected} with the server's Reply-Message, {@code
 *       access_challenged} when the server asks for more than a password, or {@code not_sendable}
 *       when user name or password do not fit their attributes and nothing was sent. Refused with
 *       retry: {@code not_sent}.
 *   <li><b>unknown</b>: no answer that can be believed. A server does not answer a client that it
 *       does not know, and its answer is dropped when the secret is wrong.
 * </ul>
 *
 * <p>An answer is believed only if it comes from the address and port that was asked, under the
 * request's identifier, and verifies under the secret; one with a Message-Authenticator only if
 * that is right, too, and one without as {@link LoginServer#signsAnswers} says. Every request is
 * signed (RFC 3579 section 3.2).
 *
 * <p>The server takes the login for a real one: it counts the user's open sessions, and as shipped
 * writes the password to {@code radpostauth} in clear text.
 *
 * <p>PAP proves every stored form, NT-Password among them; CHAP proves clear text only, because a
 * server can compute its digest from nothing else (RFC 1994). MS-CHAP is not spoken.
 *
 * <p>Immutable and thread-safe; each login has a socket of its own, so there is nothing to close.
 */
public final class LoginClient {

  private static final Retransmission DEFAULT =
      new Retransmission(Duration.ofSeconds(2), Duration.ofSeconds(4), 4, Duration.ofSeconds(12));

  private final LoginServer server;
  private final LoginNas nas;
  private final Retransmission retransmission;
  private final @Nullable InetAddress source;
  private final CallListener calls;
  private final SecureRandom random;

  private LoginClient(
      LoginServer server,
      LoginNas nas,
      Retransmission retransmission,
      @Nullable InetAddress source,
      CallListener calls,
      SecureRandom random) {
    this.server = Objects.requireNonNull(server, "server");
    this.nas = Objects.requireNonNull(nas, "nas");
    this.retransmission = Objects.requireNonNull(retransmission, "retransmission");
    this.source = source;
    this.calls = calls;
    this.random = random;
  }

  /** As the NAS {@code isp-kit}; sent 4 times within 12 seconds, from where the system routes. */
  public static LoginClient of(LoginServer server) {
    return new LoginClient(
        server, LoginNas.of("isp-kit"), DEFAULT, null, CallListener.NONE, new SecureRandom());
  }

  /** The same as another NAS. */
  public LoginClient as(LoginNas other) {
    return new LoginClient(server, other, retransmission, source, calls, random);
  }

  /** The same with other times. */
  public LoginClient with(Retransmission other) {
    return new LoginClient(server, nas, other, source, calls, random);
  }

  /** The same from a local address that the server knows us by. */
  public LoginClient from(InetAddress address) {
    return new LoginClient(server, nas, retransmission, address, calls, random);
  }

  /**
   * The same, and {@code listener} hears of each login that was sent, all its transmissions
   * together: system {@code login}, call {@code Access-Request}, end {@code accept}, {@code
   * reject}, {@code challenge}, {@code no_answer.timeout}, {@code no_answer.not_believed}
   * (something came that did not verify), {@code no_answer.failed} or {@code not_sent}. {@code
   * FreeRadius.calls()} is one.
   */
  public LoginClient telling(CallListener listener) {
    return new LoginClient(server, nas, retransmission, source, listener, random);
  }

  /**
   * Logs in. Blocks until the outcome is there, at most the duration of the {@link Retransmission};
   * an interrupt is seen before the next transmission, and ends as unknown with the flag set.
   *
   * @param protocol PAP or CHAP
   * @throws IllegalArgumentException the protocol is another
   */
  public Outcome<AcceptedLogin> login(String username, Secret password, LoginProtocol protocol) {
    if (protocol == LoginProtocol.MS_CHAP) {
      throw new IllegalArgumentException("protocol: expected PAP or CHAP, but was MS_CHAP");
    }
    byte[] authenticator = new byte[Signatures.LENGTH];
    byte[] identifiers = new byte[2];
    random.nextBytes(authenticator);
    random.nextBytes(identifiers);
    byte[] packet;
    try {
      if (protocol == LoginProtocol.PAP
          && Credentials.octets(password).length > Credentials.LONGEST) {
        return notSendable("the password has more than " + Credentials.LONGEST + " octets");
      }
      List<byte[]> body =
          AccessRequest.body(
              username,
              password,
              protocol,
              authenticator,
              identifiers[1],
              server.secret(),
              nas.attributes());
      packet = AccessRequest.signed(identifiers[0], authenticator, body, server.secret());
    } catch (IllegalArgumentException doesNotFit) {
      return notSendable("" + doesNotFit.getMessage());
    }
    if (packet.length > Answer.LONGEST) {
      return notSendable("the request has more than " + Answer.LONGEST + " octets");
    }
    long start = System.nanoTime();
    LoginExchange exchange = new LoginExchange(server, packet, retransmission, random);
    Outcome<AcceptedLogin> outcome = exchange.run(username, source);
    calls.ended(
        "login", "Access-Request", exchange.end(), Duration.ofNanos(System.nanoTime() - start));
    return outcome;
  }

  private Outcome<AcceptedLogin> notSendable(String why) {
    return Outcome.refused(
        Refusal.permanent("not_sendable", server.shown() + ": no Access-Request was sent: " + why));
  }
}
