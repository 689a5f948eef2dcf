package io.ispkit.radius.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ispkit.core.address.Prefix;
import io.ispkit.core.secret.Secret;
import io.ispkit.radius.access.LoginProtocol;
import io.ispkit.radius.dynauth.AttributeNumber;
import io.ispkit.radius.dynauth.NasAttribute;
import io.ispkit.radius.packet.internal.Answer;
import io.ispkit.radius.packet.internal.MalformedPacketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** The examples of RFC 2865 section 7, octet for octet. */
class AccessRequestVectorTest {

  private static final HexFormat HEX = HexFormat.of();
  private static final Secret SECRET = Secret.of("xyzzy5461");
  private static final Secret PASSWORD = Secret.of("arctangent");

  private static final String PAP_REQUEST =
      "010000380f403f9473978057bd83d5cb98f4227a01066e656d6f02120dbe708d93d413ce3196e43f782a0aee"
          + "0406c0a80110050600000003";
  private static final String PAP_ACCEPT =
      "0200002686fe220e7624ba2a1005f6bf9b55e0b20606000000010f06000000000e06c0a80103";
  private static final String CHAP_REQUEST =
      "010100472aee86f08d0d55969ca5978e0d3367a20108666c6f70737903131"
          + "6e97557c316185895f293ff63440772750406c0a80110050600000014060600000002070600000001";
  private static final String CHAP_ACCEPT =
      "0201003815efbc7dab26cfa3dc34d9c03c8601a406060000000207060000000108"
          + "06fffffffe0a06000000020d06000000010c06000005dc";

  private static NasAttribute number(int attribute, long value) {
    return AttributeNumber.standard(attribute).integer(value);
  }

  private static NasAttribute nas() {
    return AttributeNumber.standard(4).address(Prefix.address("192.168.1.16"));
  }

  private static byte[] authenticator(String request) {
    return HEX.parseHex(request.substring(8, 40));
  }

  @Test
  void a_login_by_pap() throws MalformedPacketException {
    byte[] authenticator = authenticator(PAP_REQUEST);
    List<byte[]> body =
        AccessRequest.body(
            "nemo",
            PASSWORD,
            LoginProtocol.PAP,
            authenticator,
            (byte) 0,
            SECRET,
            List.of(nas(), number(5, 3)));
    byte[] request = AccessRequest.unsigned((byte) 0, authenticator, body);
    assertThat(HEX.formatHex(request)).isEqualTo(PAP_REQUEST);
    Answer accept = Answer.read(HEX.parseHex(PAP_ACCEPT));
    assertThat(accept.fault(request, SECRET)).isNull();
    assertThat(accept.isSigned()).isFalse();
    assertThat(accept.attributes())
        .extracting(Answer.Attribute::number, Answer.Attribute::hex)
        .containsExactly(tuple(6, "00000001"), tuple(15, "00000000"), tuple(14, "c0a80103"));
  }

  @Test
  void a_login_by_chap() throws MalformedPacketException {
    byte[] authenticator = authenticator(CHAP_REQUEST);
    List<byte[]> body =
        AccessRequest.body(
            "flopsy",
            PASSWORD,
            LoginProtocol.CHAP,
            authenticator,
            (byte) 22,
            SECRET,
            List.of(nas(), number(5, 20), number(6, 2), number(7, 1)));
    byte[] request = AccessRequest.unsigned((byte) 1, authenticator, body);
    assertThat(HEX.formatHex(request)).isEqualTo(CHAP_REQUEST);
    Answer accept = Answer.read(HEX.parseHex(CHAP_ACCEPT));
    assertThat(accept.fault(request, SECRET)).isNull();
    assertThat(accept.fault(request, Secret.of("other"))).isEqualTo(Answer.Mistrust.AUTHENTICATOR);
  }

  @Test
  void what_is_sent_is_signed_over_the_whole_packet() throws Exception {
    byte[] authenticator = authenticator(PAP_REQUEST);
    List<byte[]> body =
        AccessRequest.body(
            "nemo", PASSWORD, LoginProtocol.PAP, authenticator, (byte) 0, SECRET, List.of(nas()));
    byte[] packet = AccessRequest.signed((byte) 7, authenticator, body, SECRET);
    assertThat(HEX.formatHex(packet)).startsWith("0107").contains("0f403f94", "5012");
    byte[] signature = HEX.parseHex(HEX.formatHex(packet, 22, 38));
    byte[] zeroed = packet.clone();
    Arrays.fill(zeroed, 22, 38, (byte) 0);
    Mac mac = Mac.getInstance("HmacMD5");
    mac.init(new SecretKeySpec(SECRET.reveal().getBytes(StandardCharsets.US_ASCII), "HmacMD5"));
    assertThat(mac.doFinal(zeroed)).isEqualTo(signature);
  }

  @Test
  void a_long_password_is_hidden_block_by_block() {
    byte[] authenticator = authenticator(PAP_REQUEST);
    byte[] once = Credentials.hidden(Secret.of("0123456789abcdef"), authenticator, SECRET);
    byte[] twice = Credentials.hidden(Secret.of("0123456789abcdefg"), authenticator, SECRET);
    assertThat(once).hasSize(16);
    assertThat(twice).hasSize(32).startsWith(once);
    // the second block is hidden by the first, as it stands in the packet
    byte[] second = Credentials.hidden(Secret.of("g"), once, SECRET);
    assertThat(HEX.formatHex(twice, 16, 32)).isEqualTo(HEX.formatHex(second));
  }
}
