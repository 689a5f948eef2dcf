package io.ispkit.comms.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.comms.api.Channel;
import io.ispkit.comms.api.ChannelType;
import io.ispkit.comms.api.OutboundMessage;
import io.ispkit.comms.api.SendOutcome;
import io.ispkit.core.config.ConfigurationException;
import io.ispkit.testkit.comms.TestContext;
import io.ispkit.testkit.time.SettableClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpChannelTest {

  private final SettableClock clock = new SettableClock();
  private final ScriptedSmtpServer server = new ScriptedSmtpServer();

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void reusesAConnectionUpToItsShareOfMessages() {
    try (Channel channel = open(Map.of("messages_per_connection", "2"))) {
      for (int i = 0; i < 5; i++) {
        assertThat(channel.send(message("jane@customer.test")))
            .isEqualTo(new SendOutcome.Accepted("2.0.0 OK id=1abc-DEF"));
      }
    }
    assertThat(server.connections()).isEqualTo(3);
    assertThat(server.commands()).filteredOn("QUIT"::equals).isNotEmpty();
  }

  @Test
  void opensANewConnectionAfterTheIdleTime() {
    try (Channel channel = open(Map.of("idle_timeout", "30s"))) {
      channel.send(message("jane@customer.test"));
      clock.advance(Duration.ofSeconds(31));
      channel.send(message("jane@customer.test"));
    }
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void sendsOnAFreshConnectionWhenTheServerHadClosedTheKeptOne() throws Exception {
    try (Channel channel = open(Map.of())) {
      channel.send(message("jane@customer.test"));
      server.dropConnections();
      assertThat(channel.send(message("jane@customer.test")))
          .isInstanceOf(SendOutcome.Accepted.class);
    }
    assertThat(server.mails()).hasSize(2);
  }

  @Test
  void keepsTheConnectionAfterARefusedRecipient() {
    server.on("RCPT", "550 5.1.1 User unknown");
    try (Channel channel = open(Map.of())) {
      channel.send(message("jane@customer.test"));
      server.on("RCPT", "250 ok");
      assertThat(channel.send(message("john@customer.test")))
          .isInstanceOf(SendOutcome.Accepted.class);
    }
    assertThat(server.connections()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "greeting, close,                     ProviderDown",
    "greeting, '421 too busy',            RetryLater",
    "EHLO,     reset,                     ProviderDown",
    "AUTH,     hang,                      ProviderDown",
    "AUTH,     '454 4.7.0 later',         RetryLater",
    "MAIL,     reset,                     ProviderDown",
    "MAIL,     '451 4.3.0 later',         RetryLater",
    "RCPT,     close,                     ProviderDown",
    "RCPT,     hang,                      ProviderDown",
    "RCPT,     '421 4.7.0 closing',       RetryLater",
    "DATA,     reset,                     ProviderDown",
    "DATA,     '451 later',               RetryLater",
    "DATA,     '554 5.5.1 no',            PermanentContent",
    "'.',      hang,                      Unknown",
    "'.',      reset,                     Unknown",
    "'.',      close,                     Unknown",
    "'.',      '452 4.2.2 full',          RetryLater",
    "'.',      '552 5.3.4 too big',       PermanentContent",
    "'.',      'nonsense',                Unknown"
  })
  void tellsBeforeTheEndOfTheMessageFromAfter(String verb, String answer, String outcome) {
    server.on(verb, answer);
    Map<String, Object> patience =
        answer.equals("hang") ? Map.of("read_timeout", "1s", "accept_timeout", "1s") : Map.of();
    try (Channel channel = open(patience)) {
      assertThat(channel.send(message("jane@customer.test")).getClass().getSimpleName())
          .isEqualTo(outcome);
    }
  }

  @Test
  void sendsNothingInClearWhenTheServerOffersNoStarttls() {
    try (Channel channel = open(Map.of("tls", "starttls"))) {
      assertThat(channel.send(message("jane@customer.test")))
          .isInstanceOf(SendOutcome.ProviderDown.class)
          .asString()
          .contains("STARTTLS");
    }
    assertThat(server.commands())
        .noneSatisfy(line -> assertThat(line).startsWith("AUTH"))
        .noneSatisfy(line -> assertThat(line).startsWith("MAIL"));
  }

  @Test
  void sendsNothingWhenTheTlsHandshakeFails() {
    server.on("EHLO", "250-x\r\n250 STARTTLS").on("STARTTLS", "220 garbage follows");
    try (Channel channel = open(Map.of("tls", "starttls"))) {
      assertThat(channel.send(message("jane@customer.test")))
          .isInstanceOf(SendOutcome.ProviderDown.class);
    }
    assertThat(server.mails()).isEmpty();
  }

  @Test
  void refusesToGoOnWithoutLoginWhenTheServerOffersNone() {
    server.on("EHLO", "250 scripted.example");
    try (Channel channel = open(Map.of())) {
      assertThat(channel.send(message("jane@customer.test")))
          .isInstanceOf(SendOutcome.PermanentConfig.class);
    }
  }

  @Test
  void needsSmtputf8ForAnAddressBeyondAsciiAndAsksForItOnlyThen() {
    try (Channel channel = open(Map.of())) {
      assertThat(channel.send(message("jörg@customer.test")))
          .isInstanceOf(SendOutcome.PermanentRecipient.class);
      server.on("EHLO", "250-x\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 AUTH PLAIN");
      assertThat(channel.send(message("jörg@customer.test")))
          .isInstanceOf(SendOutcome.Accepted.class);
      assertThat(channel.send(message("jane@customer.test")))
          .isInstanceOf(SendOutcome.Accepted.class);
    }
    assertThat(server.commands())
        .filteredOn(line -> line.startsWith("MAIL"))
        .satisfiesExactly(
            first -> assertThat(first).contains("SMTPUTF8"),
            second -> assertThat(second).doesNotContain("SMTPUTF8"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\nBcc: x@y.test",
        "x@y.test>\r\nDATA",
        "\"a\r\n.\r\nMAIL FROM:\"@y.test",
        "jane@customer.test\u0000",
        "a\u0085b@y.test",
        "a@b@c",
        "a,b@y.test",
        "<a@y.test>",
        "Jane <a@y.test>",
        "a@",
        "@y.test",
        "a..b@y.test",
        "a b@y.test",
        "a@y test",
        "",
        "x@y.test\n"
      })
  void refusesARecipientThatIsNotOneAddressWithoutAskingTheServer(String recipient) {
    try (Channel channel = open(Map.of())) {
      assertThat(channel.send(message(recipient)))
          .isInstanceOf(SendOutcome.PermanentRecipient.class);
    }
    assertThat(server.connections()).isZero();
  }

  @Test
  void putsNoOctetOnTheWireThatAnIdeographHidesInItsLowerByte() {
    server.on("EHLO", "250-x\r\n250-SMTPUTF8\r\n250 AUTH PLAIN");
    try (Channel channel = open(Map.of())) {
      channel.send(message("a\u760d\u760aRCPT@customer.test"));
    }
    assertThat(server.commands()).filteredOn(line -> line.startsWith("RCPT")).hasSize(1);
  }

  @Test
  void namesAllOptionsThatAreNoGoodTogether() {
    assertThatThrownBy(
            () ->
                open(
                    Map.of(
                        "from", "nobody",
                        "reply_to", "a@b@c",
                        "envelope_sender", "a b@c.test",
                        "helo_name", "not a name",
                        "trusted_certificates", "/no/such/file")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(
            "from (map): expected an e-mail address",
            "reply_to (map)",
            "envelope_sender (map)",
            "helo_name (map)",
            "trusted_certificates (map)");
  }

  @Test
  void refusesNumbersOutOfRange() {
    assertThatThrownBy(() -> open(Map.of("max_connections", "0", "read_timeout", "10ms")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("max_connections")
        .hasMessageContaining("read_timeout");
  }

  private Channel open(Map<String, Object> more) {
    Map<String, Object> options = new HashMap<>();
    options.put("host", "127.0.0.1");
    options.put("port", server.port());
    options.put("tls", "none");
    options.put("username", "billing@isp.test");
    options.put("password", "CANARY-7f3a9c");
    options.put("from", "billing@isp.test");
    options.putAll(more);
    SmtpProvider provider = new SmtpProvider();
    return provider.open(
        TestContext.of(new ChannelType("email"), provider.options(), options, clock));
  }

  private static OutboundMessage message(String recipient) {
    return new OutboundMessage(
        "msg-1",
        "att-1",
        new ChannelType("email"),
        recipient,
        "Hello",
        "Text",
        null,
        List.of(),
        Locale.ENGLISH,
        "service",
        Map.of());
  }
}
