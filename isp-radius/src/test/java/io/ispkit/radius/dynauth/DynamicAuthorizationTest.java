package io.ispkit.radius.dynauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ispkit.core.connection.BreakerRule;
import io.ispkit.core.operation.CallListener;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.secret.Secret;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DynamicAuthorizationTest {

  private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000L);
  private static final SessionIdentity ALICE = SessionIdentity.of("alice", "81a00001");
  private static final List<NasAttribute> RATE =
      List.of(AttributeNumber.vendor(14988, 8).text("20M/100M"));

  /** Nothing is lost on the way, so that an answer comes long before this is over. */
  private static final DynamicAuthorizationOptions PATIENT =
      DynamicAuthorizationOptions.ofDefaults()
          .with(
              new Retransmission(
                  Duration.ofSeconds(20), Duration.ofSeconds(20), 100, Duration.ofSeconds(100)));

  /** Repeats soon, and for long: for NAS that say something that counts only when asked again. */
  private static final DynamicAuthorizationOptions STUBBORN =
      DynamicAuthorizationOptions.ofDefaults()
          .with(
              new Retransmission(
                  Duration.ofMillis(100), Duration.ofSeconds(1), 100, Duration.ofSeconds(100)));

  /** Gives up soon: for NAS that never say anything that counts. */
  private static final DynamicAuthorizationOptions BRIEF = brief(3);

  /** A breaker would end what a test asks again and again. */
  private static DynamicAuthorizationOptions brief(int transmissions) {
    return DynamicAuthorizationOptions.ofDefaults()
        .with(NasLimits.ofDefaults().with(new BreakerRule(10_000, 10_000, Duration.ofSeconds(30))))
        .with(
            new Retransmission(
                Duration.ofMillis(20),
                Duration.ofMillis(40),
                transmissions,
                Duration.ofSeconds(100)));
  }

  private static DynamicAuthorization client(DynamicAuthorizationOptions options) {
    return DynamicAuthorization.open(options, () -> TIME);
  }

  private static void eventually(BooleanSupplier what) {
    await().atMost(60, TimeUnit.SECONDS).until(what::getAsBoolean);
  }

  private static String reason(Outcome<Acknowledgement> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
    return ((Outcome.Unknown<Acknowledgement>) outcome).reason();
  }

  private static String code(Outcome<Acknowledgement> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<Acknowledgement>) outcome).refusal().code();
  }

  @Test
  void anAcknowledgedDisconnectIsDone() throws Exception {
    try (FakeNas nas = FakeNas.answering(FakeNas.DISCONNECT_ACK);
        DynamicAuthorization client = client(PATIENT)) {
      assertThat(client.disconnect(nas.target(), ALICE))
          .isEqualTo(Outcome.done(Acknowledgement.APPLIED));
      assertThat(nas.received()).hasSize(1);
      byte[] request = nas.received().get(0).packet();
      assertThat(FakeNas.isValid(request, FakeNas.SECRET)).isTrue();
      assertThat(HexFormat.of().formatHex(request)).endsWith("37066553f100");
      assertThat(client.traffic().answered()).isEqualTo(1);
      assertThat(client.traffic().inFlight()).isZero();
    }
  }

  @Test
  void anAcknowledgedChangeIsDone() throws Exception {
    try (FakeNas nas =
            new FakeNas(
                (request, self) ->
                    self.send(
                        FakeNas.answerWithMessageAuthenticator(FakeNas.COA_ACK, request, true),
                        request.from()));
        DynamicAuthorization client = client(PATIENT)) {
      assertThat(client.changeOfAuthorization(nas.target(), ALICE, RATE))
          .isEqualTo(Outcome.done(Acknowledgement.APPLIED));
      assertThat(nas.received().get(0).packet()[0]).isEqualTo((byte) 43);
    }
  }

  @Test
  void whoListensHearsHowEachRequestEnded() throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    CallListener calls =
        (system, call, end, took) -> {
          heard.add(system + " " + call + " " + end);
          assertThat(took).isPositive();
          // what a listener throws must not stop the client
          throw new IllegalStateException("broken listener");
        };
    try (FakeNas acks = FakeNas.answering(FakeNas.DISCONNECT_ACK);
        FakeNas gone = FakeNas.answering(FakeNas.DISCONNECT_NAK, FakeNas.errorCause(503));
        FakeNas nameless = FakeNas.answering(FakeNas.COA_NAK, FakeNas.errorCause(599));
        FakeNas causeless = FakeNas.answering(FakeNas.COA_NAK);
        FakeNas forged =
            new FakeNas(
                (request, self) ->
                    self.send(
                        FakeNas.answer(FakeNas.DISCONNECT_ACK, request, "other"), request.from()));
        FakeNas silent = FakeNas.silent();
        DynamicAuthorization client = DynamicAuthorization.open(PATIENT, () -> TIME, calls)) {
      client.disconnect(acks.target(), ALICE);
      client.disconnect(gone.target(), ALICE);
      client.changeOfAuthorization(nameless.target(), ALICE, RATE);
      client.changeOfAuthorization(causeless.target(), ALICE, RATE);
      assertThat(heard)
          .containsExactly(
              "coa Disconnect-Request ack",
              "coa Disconnect-Request nak.session_context_not_found",
              "coa CoA-Request nak.other",
              "coa CoA-Request nak");
      heard.clear();
      DynamicAuthorization hasty = DynamicAuthorization.open(BRIEF, () -> TIME, calls);
      hasty.disconnect(silent.target(), ALICE);
      // the forged answer may come too late for a client that gives up so soon
      eventually(
          () -> {
            hasty.disconnect(forged.target(), ALICE);
            return !heard.get(heard.size() - 1).endsWith("no_answer.timeout");
          });
      hasty.close();
      hasty.disconnect(silent.target(), ALICE);
    }
    assertThat(heard)
        .startsWith("coa Disconnect-Request no_answer.timeout")
        .endsWith(
            "coa Disconnect-Request no_answer.not_believed",
            "coa Disconnect-Request not_sent.client_closed");
  }

  @Test
  void anUnsupportedAttributeIsRefusedWithItsCause() throws Exception {
    try (FakeNas nas = FakeNas.answering(FakeNas.COA_NAK, FakeNas.errorCause(401));
        DynamicAuthorization client = client(PATIENT)) {
      assertThat(code(client.changeOfAuthorization(nas.target(), ALICE, RATE)))
          .isEqualTo(ErrorCause.UNSUPPORTED_ATTRIBUTE.code());
    }
  }

  @Test
  void aSessionThatIsNotFoundIsDoneForADisconnectAndRefusedForAChange() throws Exception {
    try (FakeNas nas =
            new FakeNas(
                (request, self) ->
                    self.send(
                        FakeNas.answer(
                            request.ackCode() + 1,
                            request,
                            FakeNas.SECRET,
                            FakeNas.errorCause(503)),
                        request.from()));
        DynamicAuthorization client = client(PATIENT)) {
      assertThat(client.disconnect(nas.target(), ALICE))
          .isEqualTo(Outcome.done(Acknowledgement.SESSION_NOT_FOUND));
      assertThat(code(client.changeOfAuthorization(nas.target(), ALICE, RATE)))
          .isEqualTo(ErrorCause.SESSION_CONTEXT_NOT_FOUND.code());
    }
  }

  @Test
  void aNasThatNeverAnswersGetsTheSameOctetsAgainAndTheOutcomeIsUnknown() throws Exception {
    try (FakeNas nas = FakeNas.silent();
        DynamicAuthorization client = client(brief(4))) {
      assertThat(reason(client.disconnect(nas.target(), ALICE)))
          .contains("sent 4 times")
          .contains(nas.target().shown());
      eventually(() -> nas.received().size() == 4);
      assertThat(nas.received())
          .allSatisfy(
              again -> {
                assertThat(again.packet()).isEqualTo(nas.received().get(0).packet());
                assertThat(again.from()).isEqualTo(nas.received().get(0).from());
              });
      assertThat(client.traffic().transmissions()).isEqualTo(4);
      assertThat(client.traffic().unanswered()).isEqualTo(1);
      assertThat(client.traffic().inFlight()).isZero();
    }
  }

  @Test
  void theDurationEndsARequestBeforeItsLastTransmission() throws Exception {
    Duration tick = Duration.ofMillis(50);
    Retransmission rule = new Retransmission(tick, tick, 100, Duration.ofMillis(400));
    try (FakeNas nas = FakeNas.silent();
        DynamicAuthorization client = client(DynamicAuthorizationOptions.ofDefaults().with(rule))) {
      assertThat(reason(client.disconnect(nas.target(), ALICE))).contains("given up");
      assertThat(client.traffic().transmissions()).isBetween(1L, 10L);
    }
  }

  /** A NAS that sends something false first, and the truth on the second transmission. */
  private static void isDroppedAs(Dropped reason, FakeNas.Behaviour lie) throws Exception {
    List<byte[]> seen = new ArrayList<>();
    try (FakeNas nas =
            new FakeNas(
                (request, self) -> {
                  seen.add(request.packet());
                  if (seen.size() == 1) {
                    lie.on(request, self);
                  } else {
                    byte[] truth = FakeNas.answer(42, request, FakeNas.SECRET);
                    self.send(truth, request.from());
                  }
                });
        DynamicAuthorization client = client(STUBBORN)) {
      assertThat(code(client.disconnect(nas.target(), ALICE))).isEqualTo("nak_without_cause");
      eventually(() -> client.traffic().dropped(reason) > 0);
    }
    try (FakeNas liar = new FakeNas(lie);
        DynamicAuthorization client = client(BRIEF)) {
      assertThat(client.disconnect(liar.target(), ALICE)).isInstanceOf(Outcome.Unknown.class);
    }
  }

  @Test
  void anAnswerUnderAnotherSecretIsNotBelieved() throws Exception {
    isDroppedAs(
        Dropped.WRONG_AUTHENTICATOR,
        (request, nas) -> nas.send(FakeNas.answer(41, request, "testing124"), request.from()));
  }

  @Test
  void aWrongSecretIsNamedAsThePossibleReason() throws Exception {
    try (FakeNas nas = FakeNas.answering(FakeNas.DISCONNECT_ACK);
        DynamicAuthorization client = client(BRIEF)) {
      NasTarget target = nas.target();
      NasTarget wrong = NasTarget.of(target.address(), target.port(), Secret.of("hunter2hunter2"));
      eventually(
          () -> {
            String reason = reason(client.disconnect(wrong, ALICE));
            assertThat(reason).doesNotContain("hunter2");
            return reason.contains("wrong authenticator") && reason.contains("secret");
          });
    }
  }

  @Test
  void anAnswerWithAWrongMessageAuthenticatorIsNotBelieved() throws Exception {
    isDroppedAs(
        Dropped.WRONG_MESSAGE_AUTHENTICATOR,
        (request, nas) ->
            nas.send(FakeNas.answerWithMessageAuthenticator(41, request, false), request.from()));
  }

  @Test
  void anAnswerWithAMessageAuthenticatorOfAWrongLengthIsNotBelieved() throws Exception {
    byte[] cut = Arrays.copyOf(new byte[] {80, 10}, 10);
    isDroppedAs(
        Dropped.WRONG_MESSAGE_AUTHENTICATOR,
        (request, nas) ->
            nas.send(FakeNas.answer(41, request, FakeNas.SECRET, cut), request.from()));
  }

  @Test
  void anAnswerFromAnotherPortIsNotBelieved() throws Exception {
    isDroppedAs(
        Dropped.NOT_ASKED,
        (request, nas) ->
            nas.sendFromElsewhere(FakeNas.answer(41, request, FakeNas.SECRET), request.from()));
  }

  @Test
  void anAnswerUnderAnotherIdentifierIsNotBelieved() throws Exception {
    isDroppedAs(
        Dropped.NOT_ASKED,
        (request, nas) -> {
          byte[] other = request.packet().clone();
          other[1]++;
          FakeNas.Received changed = new FakeNas.Received(other, request.from());
          nas.send(FakeNas.answer(41, changed, FakeNas.SECRET), request.from());
        });
  }

  @Test
  void anAnswerToTheOtherKindOfRequestIsNotBelieved() throws Exception {
    isDroppedAs(
        Dropped.WRONG_CODE,
        (request, nas) -> nas.send(FakeNas.answer(44, request, FakeNas.SECRET), request.from()));
  }

  @Test
  void aTruncatedAnswerIsNotBelieved() throws Exception {
    isDroppedAs(
        Dropped.MALFORMED,
        (request, nas) -> {
          byte[] whole = FakeNas.answer(41, request, FakeNas.SECRET, FakeNas.errorCause(201));
          nas.send(Arrays.copyOf(whole, whole.length - 1), request.from());
        });
  }

  @Test
  void answersWithGarbageForAttributesAreNotBelieved() throws Exception {
    for (String garbage : List.of("1200", "1201", "12ff4142", "12")) {
      byte[] attribute = HexFormat.of().parseHex(garbage);
      isDroppedAs(
          Dropped.MALFORMED,
          (request, nas) ->
              nas.send(FakeNas.answer(41, request, FakeNas.SECRET, attribute), request.from()));
    }
  }

  @Test
  void aSecondAnswerIsDropped() throws Exception {
    try (FakeNas nas =
            new FakeNas(
                (request, self) -> {
                  byte[] answer = FakeNas.answer(41, request, FakeNas.SECRET);
                  self.send(answer, request.from());
                  self.send(answer, request.from());
                });
        DynamicAuthorization client = client(PATIENT)) {
      assertThat(client.disconnect(nas.target(), ALICE).isDone()).isTrue();
      eventually(() -> client.traffic().dropped(Dropped.NOT_ASKED) == 1);
      assertThat(client.traffic().answered()).isEqualTo(1);
    }
  }

  @Test
  void anAnswerThatComesTooLateIsDroppedAndDoesNotAnswerTheNextRequest() throws Exception {
    AtomicReference<FakeNas.Received> late = new AtomicReference<>();
    try (FakeNas nas = new FakeNas((request, self) -> late.set(request));
        DynamicAuthorization client = client(BRIEF)) {
      assertThat(client.disconnect(nas.target(), ALICE)).isInstanceOf(Outcome.Unknown.class);
      eventually(() -> late.get() != null);
      FakeNas.Received first = late.get();
      CompletableFuture<Outcome<Acknowledgement>> second =
          client.disconnectAsync(nas.target(), SessionIdentity.of("bob", "2"));
      nas.send(FakeNas.answer(41, first, FakeNas.SECRET), first.from());
      assertThat(second.get(60, TimeUnit.SECONDS)).isInstanceOf(Outcome.Unknown.class);
      eventually(() -> client.traffic().dropped(Dropped.NOT_ASKED) == 1);
    }
  }

  @Test
  void ipv6IsSpokenToo() throws Exception {
    InetAddress loopback = InetAddress.getByName("::1");
    assumeTrue(canBind(loopback), "no IPv6 on this machine");
    try (FakeNas nas =
            new FakeNas(
                loopback,
                (request, self) ->
                    self.send(
                        FakeNas.answer(request.ackCode(), request, FakeNas.SECRET),
                        request.from()));
        DynamicAuthorization client = client(PATIENT)) {
      assertThat(nas.target().shown()).startsWith("NAS [");
      assertThat(client.disconnect(nas.target(), ALICE).isDone()).isTrue();
      assertThat(client.changeOfAuthorization(nas.target(), ALICE, RATE).isDone()).isTrue();
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
  void aSourceThatIsNotOursRefusesAndNothingIsSent() throws Exception {
    DynamicAuthorizationOptions elsewhere =
        new DynamicAuthorizationOptions(
            PATIENT.retransmission(),
            1,
            10,
            NasLimits.ofDefaults(),
            (Inet4Address) InetAddress.getByName("192.0.2.77"),
            null);
    try (FakeNas nas = FakeNas.answering(FakeNas.DISCONNECT_ACK);
        DynamicAuthorization client = client(elsewhere)) {
      assertThat(code(client.disconnect(nas.target(), ALICE))).isEqualTo("no_local_port");
      assertThat(client.traffic().transmissions()).isZero();
      assertThat(client.traffic().inFlight()).isZero();
    }
  }

  @Test
  void aRequestThatTheOperatingSystemDoesNotTakeIsRefusedAsNotSent() throws Exception {
    // From loopback there is no way to any other network.
    DynamicAuthorizationOptions loopback =
        new DynamicAuthorizationOptions(
            PATIENT.retransmission(),
            1,
            10,
            NasLimits.ofDefaults(),
            (Inet4Address) InetAddress.getByName("127.0.0.1"),
            null);
    NasTarget far = NasTarget.of(InetAddress.getByName("192.0.2.1"), Secret.of("s"));
    try (DynamicAuthorization client = client(loopback)) {
      assertThat(code(client.disconnect(far, ALICE))).isEqualTo("not_sent");
      assertThat(client.traffic().transmissions()).isZero();
      assertThat(client.traffic().inFlight()).isZero();
    }
  }

  @Test
  void aRequestThatCannotBeWrittenIsRefusedBeforeAnythingIsSent() throws Exception {
    try (FakeNas nas = FakeNas.silent();
        DynamicAuthorization client = client(PATIENT)) {
      NasTarget target = nas.target();
      SessionIdentity wrong = SessionIdentity.of("", "x".repeat(300));
      assertThatExceptionOfType(InvalidRequestException.class)
          .isThrownBy(() -> client.disconnectAsync(target, wrong))
          .satisfies(invalid -> assertThat(invalid.faults()).hasSize(2));
      assertThat(client.traffic().requests()).isZero();
    }
  }

  @Test
  void anInterruptedCallerDoesNotKnowAndStaysInterrupted() throws Exception {
    try (FakeNas nas = FakeNas.silent();
        DynamicAuthorization client = client(PATIENT)) {
      Thread.currentThread().interrupt();
      Outcome<Acknowledgement> outcome = client.disconnect(nas.target(), ALICE);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(reason(outcome)).contains("interrupted");
    }
  }

  @Test
  void dependentsOfAFutureDoNotRunOnTheThreadOfTheSockets() throws Exception {
    try (FakeNas nas = FakeNas.answering(FakeNas.DISCONNECT_ACK);
        DynamicAuthorization client = client(PATIENT)) {
      NasTarget target = nas.target();
      CompletableFuture<Boolean> nested =
          client
              .disconnectAsync(target, ALICE)
              .thenApply(first -> client.disconnect(target, ALICE).isDone());
      assertThat(nested.get(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void closingEndsWhatWaitsAsUnknownAndLeavesNoThread() throws Exception {
    List<CompletableFuture<Outcome<Acknowledgement>>> waiting = new ArrayList<>();
    try (FakeNas nas = FakeNas.silent()) {
      DynamicAuthorization client = client(PATIENT);
      for (int i = 0; i < 10; i++) {
        waiting.add(client.disconnectAsync(nas.target(), ALICE));
      }
      eventually(() -> nas.received().size() == 10);
      client.close();
      for (CompletableFuture<Outcome<Acknowledgement>> future : waiting) {
        assertThat(reason(future.get(60, TimeUnit.SECONDS))).contains("client was closed");
      }
      client.close();
      assertThat(code(client.disconnect(nas.target(), ALICE))).isEqualTo("client_closed");
      assertThat(code(client.disconnectAsync(nas.target(), ALICE).get(60, TimeUnit.SECONDS)))
          .isEqualTo("client_closed");
      assertThat(client.traffic().inFlight()).isZero();
    }
    eventually(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("isp-dynauth")));
  }
}
