package io.ispkit.radius.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ispkit.core.address.Prefix;
import io.ispkit.core.operation.CallListener;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.core.secret.Secret;
import io.ispkit.radius.access.LoginProtocol;
import io.ispkit.radius.bulk.LoginProof;
import io.ispkit.radius.dynauth.AttributeNumber;
import io.ispkit.radius.dynauth.FakeNas;
import io.ispkit.radius.dynauth.Retransmission;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoginClientTest {

  private static final int ACCEPT = 2;
  private static final int REJECT = 3;
  private static final int CHALLENGE = 11;
  private static final Secret PASSWORD = Secret.of("correct horse");
  private static final Retransmission PATIENT =
      new Retransmission(Duration.ofSeconds(20), Duration.ofSeconds(20), 2, Duration.ofSeconds(30));

  /** Gives up soon: for servers that never say anything that counts. */
  private static final Retransmission HASTY =
      new Retransmission(Duration.ofMillis(50), Duration.ofMillis(50), 3, Duration.ofSeconds(10));

  private static LoginServer server(FakeNas radius) {
    return LoginServer.of(
        radius.target().address(), radius.target().port(), Secret.of(FakeNas.SECRET));
  }

  private static LoginClient client(FakeNas radius, Retransmission times) {
    return LoginClient.of(server(radius)).with(times);
  }

  private static Outcome<AcceptedLogin> login(LoginClient client) {
    return client.login("jane", PASSWORD, LoginProtocol.PAP);
  }

  private static Refusal refusal(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal();
  }

  private static String reason(Outcome<?> outcome) {
    return ((Outcome.Unknown<?>) outcome).reason();
  }

  /** A login that nothing believable answers, again until what was said came before its end. */
  private static void isDropped(LoginServer server, String end) {
    LoginClient client = LoginClient.of(server).with(HASTY);
    await().atMost(60, TimeUnit.SECONDS).until(() -> reason(login(client)).endsWith(end));
  }

  private static byte[] attribute(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static byte[] message(String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    byte[] attribute = new byte[octets.length + 2];
    attribute[0] = 18;
    attribute[1] = (byte) attribute.length;
    System.arraycopy(octets, 0, attribute, 2, octets.length);
    return attribute;
  }

  @Test
  void what_an_accept_tells_is_given_back_with_vendors_taken_apart() throws Exception {
    try (FakeNas radius =
        FakeNas.answering(
            ACCEPT,
            attribute("1b0600000e10"),
            attribute("1a0d00003a8c08073230" + "4d2f35"),
            attribute("1a0600000000"),
            attribute("000200"))) {
      // the last one does not add up, so the packet is none
      isDropped(server(radius), "; dropped: malformed");
    }
    try (FakeNas radius =
        FakeNas.answering(
            ACCEPT,
            attribute("1b0600000e10"),
            attribute("1a0d00003a8c08073230" + "4d2f35"),
            attribute("1a0600000000"),
            attribute("0003ff"))) {
      AcceptedLogin accepted = login(client(radius, PATIENT)).orElseThrow();
      assertThat(accepted.all(AttributeNumber.standard(27)).get(0).integer()).hasValue(3600);
      assertThat(accepted.all(AttributeNumber.vendor(14988, 8)).get(0).text()).isEqualTo("20M/5");
      assertThat(accepted.attributes())
          .extracting(each -> each.number().toString())
          .containsExactly("Session-Timeout", "14988.8", "Vendor-Specific");
    }
  }

  @Test
  void what_the_nas_is_stands_in_the_request_and_no_password_does() throws Exception {
    try (FakeNas radius = FakeNas.answering(ACCEPT)) {
      LoginNas nas =
          LoginNas.of("bng-1")
              .at(Prefix.address("2001:db8::1"))
              .withPortType(15)
              .with(AttributeNumber.standard(31).text("00-53-00-00-00-01"));
      LoginClient client = client(radius, PATIENT).as(nas);
      client.login("jane", PASSWORD, LoginProtocol.CHAP).orElseThrow();
      String sent = HexFormat.of().formatHex(radius.received().get(0).packet());
      assertThat(sent)
          .startsWith("01")
          .contains("5012")
          .contains("01066a616e65")
          .contains("2007626e672d31")
          .contains("5f1220010db8000000000000000000000001")
          .contains("3d060000000f")
          .contains("1f1330302d35332d")
          .doesNotContain(HexFormat.of().formatHex("horse".getBytes(StandardCharsets.US_ASCII)));
      assertThat(client.toString() + server(radius)).doesNotContain(FakeNas.SECRET);
    }
  }

  @Test
  void a_rejection_is_refused_with_what_the_server_says() throws Exception {
    try (FakeNas radius = FakeNas.answering(REJECT, message("Please pay"), message("your\nbill"))) {
      Refusal refusal = refusal(login(client(radius, PATIENT)));
      assertThat(refusal.code()).isEqualTo("access_rejected");
      assertThat(refusal.message()).endsWith(" rejected jane: Please pay your bill");
      assertThat(refusal.isPermanent()).isTrue();
    }
  }

  @Test
  void a_challenge_lets_nobody_in() throws Exception {
    try (FakeNas radius = FakeNas.answering(CHALLENGE)) {
      assertThat(refusal(login(client(radius, PATIENT))).code()).isEqualTo("access_challenged");
      LoginProof proof = LoginProof.by(client(radius, PATIENT), LoginProtocol.PAP);
      assertThat(proof.login("jane", PASSWORD)).isEqualTo(Outcome.done(false));
    }
  }

  @Test
  void silence_is_unknown_after_the_same_octets_were_sent_again() throws Exception {
    try (FakeNas radius = FakeNas.silent()) {
      assertThat(reason(login(client(radius, HASTY)))).contains("sent 3 times: given up");
      await().atMost(60, TimeUnit.SECONDS).until(() -> radius.received().size() == 3);
      assertThat(radius.received().get(2).packet()).isEqualTo(radius.received().get(0).packet());
      LoginProof proof = LoginProof.by(client(radius, HASTY), LoginProtocol.PAP);
      assertThat(proof.login("jane", PASSWORD)).isInstanceOf(Outcome.Unknown.class);
    }
  }

  @Test
  void answers_that_cannot_be_believed_are_dropped() throws Exception {
    try (FakeNas radius =
        new FakeNas(
            (request, nas) -> {
              nas.send(FakeNas.answer(ACCEPT, request, "other"), request.from());
              nas.send(
                  FakeNas.answerWithMessageAuthenticator(ACCEPT, request, false), request.from());
              nas.send(FakeNas.answer(5, request, FakeNas.SECRET), request.from());
              nas.send(new byte[] {2}, request.from());
              nas.sendFromElsewhere(
                  FakeNas.answer(ACCEPT, request, FakeNas.SECRET), request.from());
            })) {
      isDropped(
          server(radius),
          "; dropped: malformed, wrong Message-Authenticator, wrong authenticator (is the"
              + " secret the server's?), wrong code");
    }
  }

  @Test
  void of_a_server_that_signs_only_signed_answers_are_believed() throws Exception {
    try (FakeNas unsigned = FakeNas.answering(ACCEPT);
        FakeNas signed =
            new FakeNas(
                (request, nas) ->
                    nas.send(
                        FakeNas.answerWithMessageAuthenticator(ACCEPT, request, true),
                        request.from()))) {
      isDropped(server(unsigned).signingAnswers(), "; dropped: no Message-Authenticator");
      assertThat(login(LoginClient.of(server(signed).signingAnswers()).with(PATIENT)).orElseThrow())
          .isEqualTo(new AcceptedLogin(List.of()));
    }
  }

  @Test
  void each_login_that_was_sent_is_told_to_the_hosts_meters() throws Exception {
    List<String> told = new ArrayList<>();
    CallListener listener = (system, call, end, took) -> told.add(system + " " + call + " " + end);
    try (FakeNas accepts = FakeNas.answering(ACCEPT);
        FakeNas rejects = FakeNas.answering(REJECT);
        FakeNas challenges = FakeNas.answering(CHALLENGE);
        FakeNas silent = FakeNas.silent();
        FakeNas other =
            new FakeNas(
                (request, nas) ->
                    nas.send(FakeNas.answer(ACCEPT, request, "other"), request.from()))) {
      for (FakeNas radius : List.of(accepts, rejects, challenges)) {
        login(client(radius, PATIENT).telling(listener));
      }
      login(client(silent, HASTY).telling(listener));
      client(accepts, HASTY)
          .telling(listener)
          .login("jane", Secret.of("x".repeat(129)), LoginProtocol.PAP);
      assertThat(told)
          .containsExactly(
              "login Access-Request accept",
              "login Access-Request reject",
              "login Access-Request challenge",
              "login Access-Request no_answer.timeout");
      // the answer may come too late for a client that gives up so soon
      await()
          .atMost(60, TimeUnit.SECONDS)
          .until(
              () -> {
                login(client(other, HASTY).telling(listener));
                return told.get(told.size() - 1)
                    .equals("login Access-Request no_answer.not_believed");
              });
    }
  }

  @Test
  void a_server_is_asked_over_ipv6_and_from_a_chosen_address() throws Exception {
    InetAddress loopback = InetAddress.getByName("::1");
    assumeTrue(canBind(loopback), "no IPv6 on this machine");
    try (FakeNas radius =
        new FakeNas(
            loopback,
            (request, nas) ->
                nas.send(FakeNas.answer(ACCEPT, request, FakeNas.SECRET), request.from()))) {
      assertThat(login(client(radius, PATIENT).from(loopback)).isDone()).isTrue();
    }
  }

  private static boolean canBind(InetAddress address) {
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(address, 0))) {
      return socket.isBound();
    } catch (IOException none) {
      return false;
    }
  }

  @Test
  void what_does_not_fit_is_refused_and_not_sent() throws IOException, InterruptedException {
    try (FakeNas radius = FakeNas.answering(ACCEPT)) {
      LoginClient client = client(radius, HASTY);
      Secret longest = Secret.of("x".repeat(129));
      assertThat(refusal(client.login("jane", longest, LoginProtocol.PAP)).code())
          .isEqualTo("not_sendable");
      assertThat(refusal(client.login("", PASSWORD, LoginProtocol.PAP)).code())
          .isEqualTo("not_sendable");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> client.login("jane", PASSWORD, LoginProtocol.MS_CHAP));
      assertThat(radius.received()).isEmpty();
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LoginNas.of("x").with(AttributeNumber.standard(1).text("jane")))
        .withMessageContaining("User-Name");
    assertThatIllegalArgumentException().isThrownBy(() -> LoginNas.of(""));
  }
}
