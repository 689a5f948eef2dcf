package io.ispkit.comms.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ispkit.comms.api.Attachment;
import io.ispkit.comms.api.Channel;
import io.ispkit.comms.api.ChannelType;
import io.ispkit.comms.api.LooksUpMessages;
import io.ispkit.comms.api.OutboundMessage;
import io.ispkit.comms.api.SendOutcome;
import io.ispkit.testkit.comms.TestContext;
import io.ispkit.testkit.time.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileChannelTest {

  @TempDir Path folder;

  @Test
  void writesAMailAsEml() throws IOException {
    try (Channel channel = open("auto")) {
      assertThat(channel.send(message("m-1", "jane@customer.test", "Grüße")))
          .isEqualTo(new SendOutcome.Accepted("m-1.eml"));
    }
    String mail = Files.readString(folder.resolve("m-1.eml"));
    assertThat(mail)
        .startsWith("Date: Thu, 16 Oct 2025 09:30:00 +0000\r\n")
        .contains("To: jane@customer.test\r\n")
        .contains("Subject: =?UTF-8?B?R3LDvMOfZQ==?=\r\n")
        .contains("Message-ID: <m-1@localhost>\r\n")
        .contains("MIME-Version: 1.0\r\n")
        .contains("multipart/mixed", "multipart/alternative", "text/plain", "text/html");
    assertThat(mail.replace("\r\n", "")).doesNotContain("\n").doesNotContain("\r");
  }

  @Test
  void writesAMessageWithoutSubjectAsJson() throws IOException {
    try (Channel channel = open("auto")) {
      channel.send(message("m-2", "+4915112345678", null));
    }
    JsonNode json = new ObjectMapper().readTree(folder.resolve("m-2.json").toFile());
    assertThat(json.get("recipient").asText()).isEqualTo("+4915112345678");
    assertThat(json.get("text").asText()).isEqualTo("Hallo");
    assertThat(json.get("attachments").get(0).get("content").binaryValue()).containsExactly(1, 2);
  }

  @Test
  void doesNotDoubleAMessageThatIsSentTwice() throws IOException {
    try (Channel channel = open("auto")) {
      channel.send(message("m-3", "jane@customer.test", "first"));
      assertThat(channel.send(message("m-3", "jane@customer.test", "second")))
          .isInstanceOf(SendOutcome.Accepted.class);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).singleElement().asString().endsWith("m-3.eml");
    }
    assertThat(Files.readString(folder.resolve("m-3.eml"))).contains("Subject: first");
  }

  @Test
  void aLookUpRemovesWhatAKilledAttemptLeft() throws IOException {
    OutboundMessage killed = message("m9", "a@example.com", "Hello");
    Path draft = folder.resolve(".m9.eml.attempt.tmp");
    Path other = folder.resolve(".m8.eml.attempt.tmp");
    try (Channel channel = open("eml")) {
      Files.createDirectories(folder);
      Files.writeString(draft, "half");
      Files.writeString(other, "half");
      assertThat(((LooksUpMessages) channel).lookUp(killed)).isEmpty();
    }
    assertThat(draft).doesNotExist();
    assertThat(other).exists();
  }

  @Test
  void neverLeavesItsDirectory() throws IOException {
    try (Channel channel = open("json")) {
      channel.send(message("../../evil", "x", null));
      channel.send(message("a/b\u0000\n", "x", null));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(2).allSatisfy(file -> assertThat(file).isRegularFile());
    }
  }

  private Channel open(String format) {
    FileProvider provider = new FileProvider();
    return provider.open(
        TestContext.of(
            new ChannelType("email"),
            provider.options(),
            Map.of("directory", folder.toString(), "format", format),
            new SettableClock()));
  }

  private static OutboundMessage message(String id, String recipient, @Nullable String subject) {
    return new OutboundMessage(
        id,
        "att-" + id,
        new ChannelType("email"),
        recipient,
        subject,
        "Hallo",
        "<p>Hallo</p>",
        List.of(new Attachment("a.bin", "application/octet-stream", new byte[] {1, 2})),
        Locale.GERMAN,
        "service",
        Map.of());
  }
}
