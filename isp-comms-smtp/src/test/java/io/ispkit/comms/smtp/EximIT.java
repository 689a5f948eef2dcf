package io.ispkit.comms.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.comms.api.Channel;
import io.ispkit.comms.api.ChannelType;
import io.ispkit.comms.api.OutboundMessage;
import io.ispkit.comms.api.SendOutcome;
import io.ispkit.testkit.comms.TestContext;
import io.ispkit.testkit.interop.InteropServer;
import io.ispkit.testkit.time.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against a real Exim. */
@Tag("interop")
class EximIT {

  private static final ChannelType EMAIL = new ChannelType("email");
  private static InteropServer exim;

  @BeforeAll
  static void start() {
    exim = InteropServer.start("exim");
  }

  @AfterAll
  static void stop() {
    if (exim != null) {
      exim.close();
    }
  }

  @Test
  void deliversOverStarttlsWithLogin() throws IOException {
    try (Channel channel = open(1, Map.of())) {
      assertThat(channel.send(message("starttls-1", "jane@customer.test")))
          .isInstanceOfSatisfying(
              SendOutcome.Accepted.class,
              accepted -> assertThat(accepted.providerMessageId()).startsWith("OK id="));
      assertThat(channel.send(message("starttls-2", "john@customer.test")))
          .isInstanceOf(SendOutcome.Accepted.class);
    }
    String mail = arrived("starttls-1");
    assertThat(mail).contains("Envelope-to: jane@customer.test", "Return-path: <billing@isp.test>");
    assertThat(mail).contains("with esmtpsa", "Auto-Submitted: auto-generated");
    assertThat(arrived("starttls-2")).contains("Envelope-to: john@customer.test");
  }

  @Test
  void deliversOverImplicitTls() throws IOException {
    try (Channel channel = open(2, Map.of("tls", "implicit"))) {
      assertThat(channel.send(message("implicit", "jane@customer.test")))
          .isInstanceOf(SendOutcome.Accepted.class);
    }
    assertThat(arrived("implicit")).contains("Subject: implicit");
  }

  @Test
  void blamesTheRecipientWhomTheServerDoesNotKnow() {
    try (Channel channel = open(1, Map.of())) {
      assertThat(channel.send(message("bounce", "bounce@isp.test")))
          .isInstanceOf(SendOutcome.PermanentRecipient.class);
    }
  }

  @Test
  void comesBackLaterWhenGreylisted() {
    try (Channel channel = open(1, Map.of())) {
      assertThat(channel.send(message("grey", "greylist@isp.test")))
          .isInstanceOf(SendOutcome.RetryLater.class);
    }
  }

  @Test
  void blamesTheAccountWhenThePasswordIsWrong() {
    try (Channel channel = open(1, Map.of("password", "not-the-one"))) {
      assertThat(channel.send(message("wrong", "jane@customer.test")))
          .isInstanceOf(SendOutcome.PermanentConfig.class);
    }
  }

  @Test
  void sendsNothingWhenTheCertificateIsNotTrusted() {
    Map<String, Object> untrusted = new HashMap<>(options(1, Map.of()));
    untrusted.remove("trusted_certificates");
    try (Channel channel = openWith(untrusted)) {
      assertThat(channel.send(message("untrusted", "jane@customer.test")))
          .isInstanceOf(SendOutcome.ProviderDown.class);
    }
  }

  private static String arrived(String subject) throws IOException {
    Path folder = exim.directory().resolve("mail/new");
    return Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> find(folder, subject), mail -> !mail.isEmpty());
  }

  private static String find(Path folder, String subject) throws IOException {
    if (!Files.isDirectory(folder)) {
      return "";
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String mail = Files.readString(file);
        if (mail.contains("Subject: " + subject)) {
          return mail;
        }
      }
    }
    return "";
  }

  private static Channel open(int portOffset, Map<String, Object> more) {
    return openWith(options(portOffset, more));
  }

  private static Channel openWith(Map<String, Object> options) {
    SmtpProvider provider = new SmtpProvider();
    return provider.open(TestContext.of(EMAIL, provider.options(), options, new SettableClock()));
  }

  private static Map<String, Object> options(int portOffset, Map<String, Object> more) {
    Map<String, Object> options = new HashMap<>();
    options.put("host", "localhost");
    options.put("port", exim.port() + portOffset);
    options.put("trusted_certificates", exim.directory().resolve("cert.pem").toString());
    options.put("username", "billing@isp.test");
    options.put("password", "s3cret");
    options.put("from", "billing@isp.test");
    options.putAll(more);
    return options;
  }

  private static OutboundMessage message(String subject, String recipient) {
    return new OutboundMessage(
        subject,
        "att",
        EMAIL,
        recipient,
        subject,
        "Grüße",
        "<p>Grüße</p>",
        List.of(),
        Locale.GERMAN,
        "service",
        Map.of());
  }
}
