package io.ispkit.comms.file;

import io.ispkit.comms.api.Channel;
import io.ispkit.comms.api.LooksUpMessages;
import io.ispkit.comms.api.OutboundMessage;
import io.ispkit.comms.api.SendOutcome;
import io.ispkit.comms.api.mail.MailComposer;
import io.ispkit.comms.api.mail.MailSender;
import io.ispkit.comms.api.mail.Mailbox;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One directory. */
final class FileChannel implements Channel, LooksUpMessages {

  private static final Logger LOG = LoggerFactory.getLogger(FileChannel.class);

  private static final Pattern PLAIN = Pattern.compile("[0-9A-Za-z_-]{1,100}");

  private final Path directory;
  private final FileFormat format;
  private final MailSender sender;
  private final InstantSource clock;
  private volatile boolean closed;

  FileChannel(Path directory, FileFormat format, MailSender sender, InstantSource clock) {
    this.directory = directory;
    this.format = format;
    this.sender = sender;
    this.clock = clock;
  }

  @Override
  public SendOutcome send(OutboundMessage message) {
    if (closed) {
      return new SendOutcome.ProviderDown("the channel is closed");
    }
    byte[] octets;
    if (format.of(message) == FileFormat.EML) {
      Mailbox recipient;
      try {
        recipient = Mailbox.of(message.recipient());
      } catch (IllegalArgumentException e) {
        return new SendOutcome.PermanentRecipient(String.valueOf(e.getMessage()));
      }
      try {
        octets = MailComposer.compose(message, sender, recipient, clock.instant());
      } catch (IllegalArgumentException e) {
        return new SendOutcome.PermanentContent(String.valueOf(e.getMessage()));
      }
    } else {
      octets = JsonMessage.octets(message, clock.instant());
    }
    Path file = file(message);
    try {
      write(file, octets, message.attemptId());
    } catch (IOException e) {
      // Nothing stands under the message's name before the rename, which is whole or not at all.
      return Files.exists(file)
          ? accepted(file)
          : new SendOutcome.ProviderDown(
              "cannot write into " + directory + ": " + e.getClass().getSimpleName());
    }
    return accepted(file);
  }

  @Override
  public Optional<SendOutcome> lookUp(OutboundMessage message) {
    Path file = file(message);
    dropDrafts(file);
    return Files.exists(file) ? Optional.of(accepted(file)) : Optional.empty();
  }

  /** Attempts that were killed before the rename leave drafts, which nobody else would remove. */
  private void dropDrafts(Path file) {
    try (DirectoryStream<Path> drafts =
        Files.newDirectoryStream(directory, "." + file.getFileName() + ".*.tmp")) {
      for (Path draft : drafts) {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      LOG.debug("drafts of {} stay in {}", file.getFileName(), directory, e);
    }
  }

  private void write(Path file, byte[] octets, String attempt) throws IOException {
    Files.createDirectories(directory);
    if (Files.exists(file)) {
      return;
    }
    Path draft = directory.resolve("." + file.getFileName() + "." + name(attempt) + ".tmp");
    try (var out =
        java.nio.channels.FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(octets);
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
      out.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    sync(directory);
  }

  /** Makes the new name durable, where the system lets a directory be synced. */
  private static void sync(Path directory) {
    try (var handle = java.nio.channels.FileChannel.open(directory, StandardOpenOption.READ)) {
      handle.force(true);
    } catch (IOException e) {
      // Windows opens no directories; it journals the rename by itself.
    }
  }

  private Path file(OutboundMessage message) {
    return directory.resolve(name(message.messageId()) + format.of(message).suffix());
  }

  /** An id as a file name: as it is, or in hexadecimal when it holds anything unusual. */
  private static String name(String id) {
    return PLAIN.matcher(id).matches()
        ? id
        : "x" + HexFormat.of().formatHex(id.getBytes(StandardCharsets.UTF_8));
  }

  private static SendOutcome accepted(Path file) {
    return new SendOutcome.Accepted(String.valueOf(file.getFileName()));
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public String toString() {
    return "FileChannel[" + directory + "]";
  }
}
