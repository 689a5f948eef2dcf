package io.ispkit.radius.dynauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.secret.Secret;
import io.ispkit.radius.packet.internal.Answer;
import io.ispkit.radius.packet.internal.MalformedPacketException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Packets that FreeRADIUS 3.2.1 took with {@code require_message_authenticator = yes}, and its own
 * answers to them.
 */
class DynamicAuthorizationVectorTest {

  private static final Secret SECRET = Secret.of("testing123");
  private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000L);
  private static final NasTarget NAS = NasTarget.of(InetAddress.getLoopbackAddress(), SECRET);
  private static final NasTarget TIMELESS = NAS.withoutEventTimestamp();

  private static Request disconnect() throws Exception {
    return Request.disconnect(NAS, session(), TIME);
  }

  private static Request change() throws Exception {
    NasAttribute rate = AttributeNumber.vendor(14988, 8).text("20M/100M");
    return Request.change(NAS, session(), List.of(rate), TIME);
  }

  private static SessionIdentity session() throws Exception {
    return SessionIdentity.builder()
        .nasAddress(InetAddress.getByName("192.0.2.1"))
        .userName("alice")
        .acctSessionId("81a00001")
        .build();
  }

  private static Request gone() {
    return Request.disconnect(TIMELESS, SessionIdentity.of("alice", "gone"), TIME);
  }

  private static Outcome<Acknowledgement> outcome(Request request, int id, String hex)
      throws Exception {
    Answer answer = Answer.read(HexFormat.of().parseHex(hex));
    assertThat(answer.identifier()).isEqualTo(id);
    assertThat(answer.fault(request.packet(id), SECRET)).isNull();
    return Verdict.of(request, answer);
  }

  @Test
  void aDisconnectRequestIsByteForByteThatOfTheVector() throws Exception {
    assertThat(disconnect().packet(7))
        .asHexString()
        .isEqualToIgnoringCase(
            "28070043b17f94961c44d363f66fb041445218085012dad9d16113a7b01d26353729b6d7b732"
                + "0406c00002010107616c6963652c0a383161303030303137066553f100");
  }

  @Test
  void itsAcknowledgementIsBelieved() throws Exception {
    assertThat(outcome(disconnect(), 7, "290700142619d9e6c102e4ac9555fb14e7e58180"))
        .isEqualTo(Outcome.done(Acknowledgement.APPLIED));
  }

  @Test
  void aCoaRequestWithAnAttributeOfAVendorIsByteForByteThatOfTheVector() throws Exception {
    assertThat(change().packet(8))
        .asHexString()
        .isEqualToIgnoringCase(
            "2b08005397fea7876a2f3539d7ae1105301253fd5012b2d1cff5f0e51c989114ae922b023018"
                + "0406c00002010107616c6963652c0a383161303030303137066553f100"
                + "1a1000003a8c080a32304d2f3130304d");
    assertThat(outcome(change(), 8, "2c080014a054ebfa020d22d6dda2d95b1d6ffc91"))
        .isEqualTo(Outcome.done(Acknowledgement.APPLIED));
  }

  @Test
  void aSessionThatIsGoneIsSaidToBeGone() throws Exception {
    assertThat(gone().packet(9))
        .asHexString()
        .isEqualToIgnoringCase(
            "280900334089af414f2eda5358d4c7564f8134d650123df6390c135576c1e4f887da5afc3c20"
                + "0107616c6963652c06676f6e65");
    assertThat(outcome(gone(), 9, "2a09001a275566681547a9dcf2ebc96428e04f7b6506000001f7"))
        .isEqualTo(Outcome.done(Acknowledgement.SESSION_NOT_FOUND));
  }

  @Test
  void aRequestWithoutMessageAuthenticatorIsByteForByteThatOfTheVector() {
    NasTarget unsigned = TIMELESS.withoutMessageAuthenticator();
    SessionIdentity session = SessionIdentity.of("alice", "81a00001");
    assertThat(Request.disconnect(unsigned, session, TIME).packet(10))
        .asHexString()
        .isEqualToIgnoringCase(
            "280a002568a5300c0c94e3b2e079d52d652c05290107616c6963652c0a3831613030303031");
  }

  @Test
  void anAnswerWithAnyBitTurnedIsNotBelieved() throws Exception {
    byte[] request = gone().packet(9);
    byte[] answer = HexFormat.of().parseHex("2a09001a275566681547a9dcf2ebc96428e04f7b6506000001f7");
    for (int bit = 0; bit < answer.length * 8; bit++) {
      byte[] turned = answer.clone();
      turned[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(isBelieved(turned, request)).as("bit " + bit).isFalse();
    }
    assertThat(isBelieved(answer, request)).isTrue();
  }

  private static boolean isBelieved(byte[] answer, byte[] request) {
    try {
      return Answer.read(answer).fault(request, SECRET) == null;
    } catch (MalformedPacketException malformed) {
      return false;
    }
  }
}
