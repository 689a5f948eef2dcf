package io.ispkit.quickstart;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what the file provider left in a directory, with a mail parser that is not ours. */
final class Outbox {

  /**
   * An e-mail.
   *
   * @param raw the file as it is
   * @param headerNames in order, as they stand in the file
   * @param parts media type (such as {@code text/html}) and decoded text
   */
  record Mail(
      String raw,
      List<String> headerNames,
      List<String> to,
      String from,
      @Nullable String subject,
      @Nullable String language,
      Map<String, String> parts) {

    String text() {
      return Objects.requireNonNull(parts.get("text/plain"), "no text in " + raw);
    }
  }

  private Outbox() {}

  /**
   * All messages; none when there is no such directory. Anything but whole .eml files is a fault.
   */
  static List<Mail> read(Path directory) {
    List<Mail> mails = new ArrayList<>();
    files(directory)
        .forEach(
            (name, content) -> {
              if (!name.endsWith(".eml")) {
                throw new IllegalStateException("not a message: " + name);
              }
              mails.add(parse(content));
            });
    return mails;
  }

  /** All files with their content, hidden ones too. */
  static Map<String, String> files(Path directory) {
    Map<String, String> files = new TreeMap<>();
    if (Files.isDirectory(directory)) {
      try (Stream<Path> list = Files.list(directory)) {
        for (Path file : list.toList()) {
          files.put(
              String.valueOf(file.getFileName()),
              Files.readString(file, StandardCharsets.US_ASCII));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  static Mail parse(String raw) {
    try {
      MimeMessage message =
          new MimeMessage(null, new ByteArrayInputStream(raw.getBytes(StandardCharsets.US_ASCII)));
      Map<String, String> parts = new TreeMap<>();
      collect(message, parts);
      return new Mail(
          raw,
          headerNames(raw),
          Stream.of(message.getAllRecipients()).map(Object::toString).toList(),
          String.valueOf(message.getFrom()[0]),
          message.getSubject(),
          message.getHeader("Content-Language", null),
          parts);
    } catch (MessagingException | IOException e) {
      throw new IllegalStateException("cannot be read as a message: " + raw, e);
    }
  }

  private static void collect(Part part, Map<String, String> into)
      throws MessagingException, IOException {
    if (part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        collect(parts.getBodyPart(i), into);
      }
    } else {
      String type = part.getContentType();
      int end = type.indexOf(';');
      into.put(end < 0 ? type : type.substring(0, end), part.getContent().toString());
    }
  }

  /** Read line by line and not by the parser, which would take no notice of a line that is odd. */
  private static List<String> headerNames(String raw) {
    List<String> names = new ArrayList<>();
    for (String line : raw.substring(0, raw.indexOf("\r\n\r\n")).split("\r\n", -1)) {
      if (!line.startsWith(" ") && !line.startsWith("\t")) {
        int colon = line.indexOf(':');
        names.add(colon < 0 ? "(no header: " + line + ")" : line.substring(0, colon));
      }
    }
    return names;
  }
}
