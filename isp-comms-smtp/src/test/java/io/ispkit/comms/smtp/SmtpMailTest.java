package io.ispkit.comms.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.ispkit.comms.api.Attachment;
import io.ispkit.comms.api.Channel;
import io.ispkit.comms.api.ChannelType;
import io.ispkit.comms.api.OutboundMessage;
import io.ispkit.comms.api.SendOutcome;
import io.ispkit.testkit.comms.TestContext;
import io.ispkit.testkit.time.SettableClock;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What arrives at another implementation's server, read by another implementation's parser. */
class SmtpMailTest {

  private static final ChannelType EMAIL = new ChannelType("email");

  private final GreenMail server =
      new GreenMail(
          new ServerSetup[] {setup(ServerSetup.PROTOCOL_SMTP), setup(ServerSetup.PROTOCOL_SMTPS)});

  private static ServerSetup setup(String protocol) {
    ServerSetup setup = new ServerSetup(0, "127.0.0.1", protocol);
    setup.setServerStartupTimeout(60_000);
    return setup;
  }

  @BeforeEach
  void start() {
    server.start();
    server.setUser("billing@isp.test", "billing@isp.test", "s3cret-s3cret");
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void carriesTextHtmlAttachmentsAndEncodedHeaders() throws Exception {
    String subject = "Grüße zur Rechnung 4711: " + "schöne Füße ".repeat(12).strip() + " 😀";
    String text = "Grüße,\r\n\r\n.\r\n..\nFrom here = on\t\n" + "lang ".repeat(60) + "\nEnde";
    Attachment invoice =
        new Attachment("rechnung größe.pdf", "application/pdf", new byte[] {0, 13, 10, 46, -1});
    OutboundMessage message =
        new OutboundMessage(
            "01ABC",
            "att-1",
            EMAIL,
            "jane@münchen.test",
            subject,
            text,
            "<p>Grüße &amp; Küsse</p>",
            List.of(invoice),
            Locale.GERMAN,
            "billing",
            Map.of("header.X-Campaign", "Frühling"));

    assertThat(send(message)).isInstanceOf(SendOutcome.Accepted.class);

    MimeMessage mail = server.getReceivedMessages()[0];
    assertThat(mail.getSubject()).isEqualTo(subject);
    assertThat(((InternetAddress) mail.getFrom()[0]).getPersonal()).isEqualTo("Müller \"ISP\"");
    assertThat(mail.getAllRecipients()[0]).hasToString("jane@xn--mnchen-3ya.test");
    assertThat(mail.getReplyTo()[0]).hasToString("help@isp.test");
    assertThat(mail.getMessageID()).isEqualTo("<01ABC@isp.test>");
    assertThat(mail.getSentDate().toInstant()).isEqualTo(Instant.parse("2025-10-16T09:30:00Z"));
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(mail.getHeader("Content-Language")).containsExactly("de");
    assertThat(jakarta.mail.internet.MimeUtility.decodeText(mail.getHeader("X-Campaign", null)))
        .isEqualTo("Frühling");

    MimeMultipart mixed = (MimeMultipart) mail.getContent();
    MimeMultipart alternative = (MimeMultipart) mixed.getBodyPart(0).getContent();
    assertThat(alternative.getContentType()).startsWith("multipart/alternative");
    assertThat(
            alternative
                .getBodyPart(0)
                .getContent()
                .toString()
                .replace("\r\n", "\n")
                .stripTrailing())
        .isEqualTo(text.replace("\r\n", "\n"));
    assertThat(alternative.getBodyPart(1).getContent().toString().strip())
        .isEqualTo("<p>Grüße &amp; Küsse</p>");
    BodyPart attached = mixed.getBodyPart(1);
    assertThat(attached.getContentType()).startsWith("application/pdf");
    assertThat(attached.getDisposition()).isEqualTo("attachment");
    assertThat(attached.getHeader("Content-Disposition")[0])
        .contains("filename*=UTF-8''rechnung%20gr%C3%B6%C3%9Fe.pdf");
    assertThat(attached.getInputStream().readAllBytes()).isEqualTo(invoice.content());
  }

  @Test
  void writesShortLinesOfAsciiOnly() {
    OutboundMessage message =
        new OutboundMessage(
            "01ABC",
            "att-1",
            EMAIL,
            "jane@customer.test",
            "Ω".repeat(300),
            "Ж".repeat(2000),
            "<p>" + "x".repeat(5000) + "</p>",
            List.of(),
            Locale.ENGLISH,
            "service",
            Map.of());
    send(message);
    String raw =
        com.icegreen.greenmail.util.GreenMailUtil.getWholeMessage(server.getReceivedMessages()[0]);
    assertThat(raw.getBytes(StandardCharsets.UTF_8).length).isEqualTo(raw.length());
    assertThat(raw.split("\r\n"))
        .filteredOn(line -> !line.startsWith("Received"))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(78));
  }

  @Test
  void sendsNothingToAServerWhoseCertificateNobodyVouchesFor() {
    int port = server.getSmtps().getPort();
    Map<String, Object> options =
        Map.of("host", "127.0.0.1", "port", port, "tls", "implicit", "from", "billing@isp.test");
    try (Channel channel = open(options)) {
      assertThat(channel.send(plain())).isInstanceOf(SendOutcome.ProviderDown.class);
    }
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  private static OutboundMessage plain() {
    return new OutboundMessage(
        "m",
        "a",
        EMAIL,
        "jane@customer.test",
        "Hi",
        "Text",
        null,
        List.of(),
        Locale.ENGLISH,
        "service",
        Map.of());
  }

  private SendOutcome send(OutboundMessage message) {
    Map<String, Object> options =
        Map.of(
            "host", "127.0.0.1",
            "port", server.getSmtp().getPort(),
            "tls", "none",
            "username", "billing@isp.test",
            "password", "s3cret-s3cret",
            "from", "billing@isp.test",
            "from_name", "Müller \"ISP\"",
            "reply_to", "help@isp.test");
    try (Channel channel = open(options)) {
      return channel.send(message);
    }
  }

  private static Channel open(Map<String, Object> options) {
    SmtpProvider provider = new SmtpProvider();
    return provider.open(TestContext.of(EMAIL, provider.options(), options, new SettableClock()));
  }
}
