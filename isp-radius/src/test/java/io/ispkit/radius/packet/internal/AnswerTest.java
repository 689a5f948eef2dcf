package io.ispkit.radius.packet.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ispkit.core.secret.Secret;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {

  private static final String HEADER = "2907%04x00000000000000000000000000000000";

  private static byte[] packet(String attributes) {
    int length = 20 + attributes.length() / 2;
    return HexFormat.of().parseHex(HEADER.formatted(length) + attributes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1200", // length 0
        "1201", // length 1
        "1203", // one octet too long
        "12ff4142", // far too long
        "12", // no length
        "12034101", // a good one, then half of one
        "120341120041" // a good one, then length 0
      })
  void attributesThatDoNotAddUpAreRefused(String attributes) {
    assertThatExceptionOfType(MalformedPacketException.class)
        .isThrownBy(() -> Answer.read(packet(attributes)));
  }

  @Test
  void aPacketThatIsShorterThanItSaysIsRefused() {
    byte[] whole = packet("650600000191");
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(MalformedPacketException.class).isThrownBy(() -> Answer.read(cut));
    }
  }

  @Test
  void octetsBehindThePacketArePadding() throws Exception {
    byte[] padded = Arrays.copyOf(packet("650600000191"), 60);
    assertThat(Answer.read(padded).errorCause()).hasValue(401);
  }

  @Test
  void anEmptyValueIsTakenAndAnErrorCauseOfAWrongLengthIsNot() throws Exception {
    assertThat(Answer.read(packet("1202")).errorCause()).isEmpty();
    assertThat(Answer.read(packet("65050001f7")).errorCause()).isEmpty();
    assertThat(Answer.read(packet("65050001f76506000001f8")).errorCause()).hasValue(504);
    assertThat(Answer.read(packet("6506ffffffff")).errorCause()).hasValue(0xFFFF_FFFFL);
  }

  @Test
  void lengthFieldsOutOfRangeAreRefused() {
    for (int length : new int[] {0, 19, 4097, 65_535}) {
      byte[] packet = Arrays.copyOf(packet(""), 5000);
      packet[2] = (byte) (length >> 8);
      packet[3] = (byte) length;
      assertThatExceptionOfType(MalformedPacketException.class)
          .isThrownBy(() -> Answer.read(packet));
    }
  }

  @Test
  void randomOctetsNeverDoAnythingButBeRefused() {
    Random random = new Random(5176);
    Secret secret = Secret.of("testing123");
    int wellFormed = 0;
    for (int i = 0; i < 10_000; i++) {
      byte[] octets = new byte[random.nextInt(200)];
      random.nextBytes(octets);
      if (i % 2 == 0 && octets.length >= 20) {
        // Half of them get past the header, and some past the attributes.
        octets[2] = 0;
        octets[3] = (byte) (20 + random.nextInt(octets.length - 19));
        for (int at = 20; at + 1 < octets.length && random.nextInt(20) > 0; ) {
          octets[at] = random.nextBoolean() ? 80 : (byte) 101;
          octets[at + 1] = (byte) (2 + random.nextInt(20));
          at += octets[at + 1];
        }
      }
      try {
        Answer answer = Answer.read(octets);
        wellFormed++;
        answer.errorCause();
        assertThat(answer.fault(new byte[20], secret)).isNotNull();
      } catch (MalformedPacketException expected) {
        assertThat(expected).hasMessageNotContaining("null");
      }
    }
    assertThat(wellFormed).isGreaterThan(200);
  }
}
