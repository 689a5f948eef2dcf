package io.ispkit.radius.dynauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.core.secret.Secret;
import io.ispkit.radius.packet.internal.Answer;
import io.ispkit.radius.packet.internal.MalformedPacketException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {

  private static final NasTarget NAS =
      NasTarget.of(InetAddress.getLoopbackAddress(), Secret.of("s"));
  private static final SessionIdentity ALICE = SessionIdentity.of("alice", "1");
  private static final Request DISCONNECT = Request.disconnect(NAS, ALICE, Instant.EPOCH);
  private static final Request CHANGE = change(AttributeNumber.standard(27).integer(60));
  private static final Request AUTHORIZE_ONLY =
      change(AttributeNumber.standard(6).integer(17), AttributeNumber.standard(24).text("state"));

  private static Request change(NasAttribute... changes) {
    return Request.change(NAS, ALICE, List.of(changes), Instant.EPOCH);
  }

  private static Outcome<Acknowledgement> ack(Request request, int... causes) {
    return verdict(request, request.kind().ack(), causes);
  }

  private static Outcome<Acknowledgement> nak(Request request, int... causes) {
    return verdict(request, request.kind().nak(), causes);
  }

  private static Outcome<Acknowledgement> verdict(Request request, int code, int... causes) {
    int length = 20 + 6 * causes.length;
    ByteBuffer packet = ByteBuffer.allocate(length).put((byte) code).put((byte) 1);
    packet.putShort((short) length).position(20);
    for (int cause : causes) {
      packet.put(FakeNas.errorCause(cause));
    }
    try {
      return Verdict.of(request, Answer.read(packet.array()));
    } catch (MalformedPacketException wrongTest) {
      throw new AssertionError(wrongTest);
    }
  }

  private static Refusal refusal(Outcome<Acknowledgement> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<Acknowledgement>) outcome).refusal();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 402, 403, 404, 405, 406, 407, 501, 503, 504, 508})
  void finalCausesMustNotBeTriedAgain(int cause) {
    Refusal refusal = refusal(nak(CHANGE, cause));
    assertThat(refusal.isPermanent()).isTrue();
    assertThat(ErrorCause.of(refusal))
        .hasValueSatisfying(c -> assertThat(c.number()).isEqualTo(cause));
    assertThat(refusal.message()).contains("(" + cause + ")").contains("CoA-Request");
  }

  @ParameterizedTest
  @ValueSource(ints = {502, 505, 506})
  void passingCausesMayBeTriedAgain(int cause) {
    Refusal refusal = refusal(nak(DISCONNECT, cause));
    assertThat(refusal.advice()).isEqualTo(Refusal.Advice.RETRY_LATER);
    assertThat(ErrorCause.of(refusal))
        .hasValueSatisfying(c -> assertThat(c.number()).isEqualTo(cause));
  }

  @Test
  void causesWithoutANameAndNoCauseAreFinal() {
    assertThat(refusal(nak(CHANGE, 599)))
        .isEqualTo(
            Refusal.permanent(
                "error_cause_599", NAS.shown() + " refused the CoA-Request with Error-Cause 599"));
    assertThat(refusal(nak(CHANGE, 0)).code()).isEqualTo("error_cause_0");
    assertThat(refusal(nak(CHANGE)).code()).isEqualTo("nak_without_cause");
    assertThat(ErrorCause.of(refusal(nak(CHANGE)))).isEmpty();
  }

  @Test
  void aSessionThatIsNotThereIsDoneForADisconnectOnly() {
    assertThat(nak(DISCONNECT, 503)).isEqualTo(Outcome.done(Acknowledgement.SESSION_NOT_FOUND));
    assertThat(nak(CHANGE, 503).isDone()).isFalse();
  }

  @Test
  void residueIsToldFromASession() {
    assertThat(ack(DISCONNECT)).isEqualTo(Outcome.done(Acknowledgement.APPLIED));
    assertThat(ack(DISCONNECT, 201)).isEqualTo(Outcome.done(Acknowledgement.RESIDUE_REMOVED));
    assertThat(ack(CHANGE, 201)).isEqualTo(Outcome.done(Acknowledgement.APPLIED));
  }

  @Test
  void anAnswerThatContradictsItselfIsUnknown() {
    List<Outcome<Acknowledgement>> contrary = new ArrayList<>();
    contrary.add(ack(DISCONNECT, 503));
    contrary.add(ack(CHANGE, 401));
    contrary.add(nak(DISCONNECT, 201));
    assertThat(contrary).allSatisfy(o -> assertThat(o).isInstanceOf(Outcome.Unknown.class));
  }

  @Test
  void aNewAuthorizationIsDoneIfItWasAskedForAndElseUnknown() {
    assertThat(nak(AUTHORIZE_ONLY, 507))
        .isEqualTo(Outcome.done(Acknowledgement.REAUTHORIZATION_STARTED));
    assertThat(nak(CHANGE, 507)).isInstanceOf(Outcome.Unknown.class);
    assertThat(nak(AUTHORIZE_ONLY, 405).isDone()).isFalse();
  }
}
