package io.ispkit.radius.login;

import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.radius.dynauth.AttributeNumber;
import io.ispkit.radius.dynauth.Retransmission;
import io.ispkit.radius.packet.internal.Answer;
import io.ispkit.radius.packet.internal.Answer.Mistrust;
import io.ispkit.radius.packet.internal.MalformedPacketException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One login on its way, on a socket of its own. One object serves one login, on one thread. */
final class LoginExchange {

  private static final int ACCEPT = 2;
  private static final int REJECT = 3;
  private static final int CHALLENGE = 11;
  private static final AttributeNumber REPLY_MESSAGE = AttributeNumber.standard(18);

  private final LoginServer server;
  private final byte[] packet;
  private final Retransmission rule;
  private final RandomGenerator random;
  private final Set<String> dropped = new TreeSet<>();
  private int sent;
  private String end = "not_sent";

  LoginExchange(LoginServer server, byte[] packet, Retransmission rule, RandomGenerator random) {
    this.server = server;
    this.packet = packet;
    this.rule = rule;
    this.random = random;
  }

  Outcome<AcceptedLogin> run(String username, @Nullable InetAddress source) {
    // not connected: a server that starts again meanwhile must not end the wait
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(source, 0))) {
      Answer answer = ask(socket);
      if (answer != null) {
        return verdict(username, answer);
      }
      end = dropped.isEmpty() ? "no_answer.timeout" : "no_answer.not_believed";
      return withoutAnswer("given up");
    } catch (IOException failed) {
      end = sent == 0 ? "not_sent" : "no_answer.failed";
      return withoutAnswer(failed.toString());
    }
  }

  /** How it ended, in one of few words. */
  String end() {
    return end;
  }

  private @Nullable Answer ask(DatagramSocket socket) throws IOException {
    InetSocketAddress remote = new InetSocketAddress(server.address(), server.port());
    long first = System.nanoTime();
    long wait = 0;
    for (int time = 0; time < rule.transmissions(); time++) {
      if (Thread.currentThread().isInterrupted()) {
        throw new IOException("interrupted");
      }
      socket.send(new DatagramPacket(packet, packet.length, remote));
      sent++;
      wait = rule.waitAfter(wait, random);
      long now = System.nanoTime() - first;
      Answer answer =
          receive(socket, remote, first + Math.min(now + wait, rule.duration().toNanos()));
      if (answer != null || System.nanoTime() - first >= rule.duration().toNanos()) {
        return answer;
      }
    }
    return null;
  }

  /** The first answer that is to be believed; null: none until then. */
  private @Nullable Answer receive(DatagramSocket socket, InetSocketAddress remote, long until)
      throws IOException {
    DatagramPacket datagram = new DatagramPacket(new byte[Answer.LONGEST], Answer.LONGEST);
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      socket.setSoTimeout(Math.toIntExact(TimeUnit.NANOSECONDS.toMillis(left) + 1));
      try {
        datagram.setLength(Answer.LONGEST);
        socket.receive(datagram);
      } catch (SocketTimeoutException silent) {
        return null;
      }
      if (datagram.getSocketAddress().equals(remote)) {
        Answer answer = believed(Arrays.copyOf(datagram.getData(), datagram.getLength()));
        if (answer != null) {
          return answer;
        }
      }
    }
    return null;
  }

  private @Nullable Answer believed(byte[] octets) {
    Answer answer;
    try {
      answer = Answer.read(octets);
    } catch (MalformedPacketException malformed) {
      dropped.add("malformed");
      return null;
    }
    Mistrust mistrust = answer.fault(packet, server.secret());
    if (answer.identifier() != (packet[1] & 0xFF)) {
      dropped.add("not asked for");
    } else if (mistrust == Mistrust.AUTHENTICATOR) {
      dropped.add("wrong authenticator (is the secret the server's?)");
    } else if (mistrust == Mistrust.MESSAGE_AUTHENTICATOR) {
      dropped.add("wrong Message-Authenticator");
    } else if (server.signsAnswers() && !answer.isSigned()) {
      dropped.add("no Message-Authenticator");
    } else if (!Set.of(ACCEPT, REJECT, CHALLENGE).contains(answer.code())) {
      dropped.add("wrong code");
    } else {
      return answer;
    }
    return null;
  }

  private Outcome<AcceptedLogin> verdict(String username, Answer answer) {
    List<ReceivedAttribute> attributes =
        answer.attributes().stream()
            .filter(each -> each.number() > 0) // there is no attribute 0
            .map(
                each ->
                    new ReceivedAttribute(
                        new AttributeNumber(each.vendor(), each.number()), each.hex()))
            .filter(each -> !each.number().equals(AccessRequest.MESSAGE_AUTHENTICATOR))
            .toList();
    if (answer.code() == ACCEPT) {
      end = "accept";
      return Outcome.done(new AcceptedLogin(attributes));
    }
    end = answer.code() == REJECT ? "reject" : "challenge";
    String message =
        attributes.stream()
            .filter(each -> each.number().equals(REPLY_MESSAGE))
            .map(each -> each.text().replaceAll("\\p{Cntrl}", " "))
            .collect(Collectors.joining(" "));
    return Outcome.refused(
        answer.code() == REJECT ? "access_rejected" : "access_challenged",
        server.shown()
            + (answer.code() == REJECT ? " rejected " : " wants more than a password of ")
            + username
            + (message.isEmpty() ? "" : ": " + message));
  }

  private Outcome<AcceptedLogin> withoutAnswer(String why) {
    if (sent == 0) {
      return Outcome.refused(
          Refusal.retryLater("not_sent", server.shown() + ": no Access-Request was sent: " + why));
    }
    return Outcome.unknown(
        server.shown()
            + ": no valid answer to an Access-Request that was sent "
            + sent
            + (sent == 1 ? " time: " : " times: ")
            + why
            + (dropped.isEmpty() ? "" : "; dropped: " + String.join(", ", dropped)));
  }
}
