package io.ispkit.radius.dynauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ispkit.core.address.Prefix;
import io.ispkit.core.fault.Fault;
import io.ispkit.core.secret.Secret;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestTest {

  private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000L);
  private static final NasTarget NAS =
      NasTarget.of(InetAddress.getLoopbackAddress(), Secret.of("testing123"))
          .withoutMessageAuthenticator()
          .withoutEventTimestamp();
  private static final SessionIdentity ALICE = SessionIdentity.of("alice", "81a00001");
  private static final AttributeNumber RATE = AttributeNumber.vendor(14988, 8);

  private static String body(NasAttribute... changes) {
    byte[] packet = Request.change(NAS, ALICE, List.of(changes), TIME).packet(1);
    String attributes = HexFormat.of().formatHex(packet, 20, packet.length);
    return attributes.substring("0107616c6963652c0a3831613030303031".length());
  }

  private static List<String> faults(SessionIdentity session, NasAttribute... changes) {
    InvalidRequestException invalid =
        catchThrowableOfType(
            InvalidRequestException.class,
            () -> Request.change(NAS, session, List.of(changes), TIME));
    return invalid.faults().stream().map(Fault::place).toList();
  }

  @Test
  void eachFormStandsOnTheWireAsItsRfcSays() throws Exception {
    assertThat(body(AttributeNumber.standard(11).text("slöw"))).isEqualTo("0b0773" + "6cc3b677");
    assertThat(body(AttributeNumber.standard(27).integer(4_294_967_295L)))
        .isEqualTo("1b06ffffffff");
    assertThat(body(AttributeNumber.standard(9).address(InetAddress.getByName("255.255.0.0"))))
        .isEqualTo("0906ffff0000");
    assertThat(body(AttributeNumber.standard(168).address(InetAddress.getByName("2001:db8::1"))))
        .isEqualTo("a81220010db8000000000000000000000001");
    assertThat(body(AttributeNumber.standard(123).prefix(Prefix.parse("2001:db8:1200::/56"))))
        .isEqualTo("7b14003820010db8120000000000000000000000");
    assertThat(body(AttributeNumber.standard(155).prefix(Prefix.parse("192.0.2.0/24"))))
        .isEqualTo("9b080018c0000200");
    assertThat(body(AttributeNumber.standard(25).octets(new byte[] {0, (byte) 255})))
        .isEqualTo("190400ff");
    assertThat(body(AttributeNumber.vendor(2011, 2).integer(20_000_000)))
        .isEqualTo("1a0c000007db020601312d00");
  }

  @Test
  void allIdentificationIsWrittenInTheOrderGiven() throws Exception {
    SessionIdentity all =
        SessionIdentity.builder()
            .nasIdentifier("n")
            .nasAddress(InetAddress.getByName("2001:db8::1"))
            .framedIpAddress(InetAddress.getByName("192.0.2.9"))
            .framedIpv6Prefix(Prefix.parse("2001:db8::/64"))
            .framedInterfaceId(new byte[8])
            .callingStationId("c")
            .calledStationId("d")
            .nasPort(5)
            .nasPortId("p")
            .acctMultiSessionId("m")
            .chargeableUserIdentity(new byte[] {1})
            .ofVendor(RATE.text("v"))
            .build();
    byte[] packet = Request.disconnect(NAS, all, TIME).packet(1);
    List<Integer> types = new ArrayList<>();
    for (int at = 20; at < packet.length; at += packet[at + 1]) {
      types.add((int) packet[at]);
    }
    assertThat(types).containsExactly(32, 95, 8, 97, 96, 31, 30, 5, 87, 50, 89, 26);
  }

  @Test
  void theLongestValuesFitAndOneOctetMoreDoesNot() {
    assertThat(body(AttributeNumber.standard(11).text("x".repeat(253)))).startsWith("0bff");
    assertThat(body(RATE.text("x".repeat(247)))).startsWith("1aff00003a8c08f9");
    assertThat(faults(ALICE, AttributeNumber.standard(11).text("x".repeat(254)))).hasSize(1);
    assertThat(faults(ALICE, RATE.text("x".repeat(248)))).hasSize(1);
    // 127 characters, but 254 octets.
    assertThat(faults(ALICE, AttributeNumber.standard(11).text("ü".repeat(127)))).hasSize(1);
  }

  @Test
  void allFaultsOfARequestAreNamedAtOnce() throws Exception {
    SessionIdentity session =
        SessionIdentity.builder()
            .userName("")
            .acctSessionId("a\nb")
            .nasPort(-1)
            .framedIpAddress(InetAddress.getByName("2001:db8::1"))
            .framedInterfaceId(new byte[7])
            .build();
    assertThat(
            faults(
                session,
                AttributeNumber.standard(27).integer(4_294_967_296L),
                AttributeNumber.standard(27).text("3600s"),
                AttributeNumber.standard(25).octets(new byte[0]),
                RATE.octets(new byte[248]),
                AttributeNumber.standard(8).address(InetAddress.getByName("192.0.2.1")),
                AttributeNumber.standard(80).octets(new byte[16]),
                AttributeNumber.standard(6).integer(17)))
        .containsExactly(
            "session.User-Name",
            "session.Acct-Session-Id",
            "session.NAS-Port",
            "session.Framed-IP-Address",
            "session.Framed-Interface-Id",
            "changes[0].Session-Timeout",
            "changes[1].Session-Timeout",
            "changes[2].Class",
            "changes[3].14988.8",
            "changes[4].Framed-IP-Address",
            "changes[5].Message-Authenticator",
            "changes");
  }

  @Test
  void theMessageNamesPlaceValueAndExpectation() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(
            () ->
                Request.change(NAS, ALICE, List.of(AttributeNumber.standard(27).integer(-5)), TIME))
        .withMessageContaining(
            "changes[0].Session-Timeout: expected a whole number from 0 to 4294967295, but was"
                + " \"-5\"");
  }

  @Test
  void aRequestThatNamesNoSessionIsRefused() throws Exception {
    SessionIdentity nobody =
        SessionIdentity.builder().nasAddress(InetAddress.getByName("192.0.2.1")).build();
    assertThat(faults(nobody, RATE.text("1M"))).containsExactly("session");
    assertThat(faults(ALICE)).containsExactly("changes");
  }

  @Test
  void aRequestLongerThanAPacketIsRefused() {
    List<NasAttribute> many = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      many.add(RATE.text("x".repeat(247)));
    }
    assertThat(faults(ALICE, many.toArray(NasAttribute[]::new))).containsExactly("request");
  }

  @Test
  void aTimeThatTheWireCannotSayIsRefused() {
    NasTarget timed = NasTarget.of(InetAddress.getLoopbackAddress(), Secret.of("s"));
    Instant late = Instant.ofEpochSecond(4_294_967_296L);
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> Request.disconnect(timed, ALICE, late))
        .withMessageContaining("Event-Timestamp");
  }

  @Test
  void numbersAndTargetsOutOfRangeAreRefused() throws Exception {
    assertThatIllegalArgumentException().isThrownBy(() -> AttributeNumber.standard(0));
    assertThatIllegalArgumentException().isThrownBy(() -> AttributeNumber.standard(256));
    assertThatIllegalArgumentException().isThrownBy(() -> AttributeNumber.vendor(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> AttributeNumber.vendor(1 << 24, 1));
    Secret secret = Secret.of("s");
    for (String wrong : List.of("0.0.0.0", "224.0.0.1", "::", "ff02::1")) {
      InetAddress address = InetAddress.getByName(wrong);
      assertThatIllegalArgumentException().isThrownBy(() -> NasTarget.of(address, secret));
    }
    InetAddress nas = InetAddress.getByName("192.0.2.1");
    assertThatIllegalArgumentException().isThrownBy(() -> NasTarget.of(nas, 0, secret));
    assertThatIllegalArgumentException().isThrownBy(() -> NasTarget.of(nas, 65_536, secret));
    assertThat(NasTarget.of(nas, secret).port()).isEqualTo(3799);
    assertThat(NasTarget.of(nas, Secret.of("hunter2")).toString()).doesNotContain("hunter2");
  }
}
