package io.ispkit.comms.api.mail;

import io.ispkit.comms.api.Attachment;
import io.ispkit.comms.api.OutboundMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Writes a message as an e-mail: RFC 5322 headers, MIME bodies (text, or text and HTML as
 * alternatives, with attachments around them), ASCII throughout unless an address needs SMTPUTF8,
 * lines ended by CRLF.
 *
 * <p>The same message and time give the same octets. The {@code Message-ID} is made from the
 * message id, so it is the same in every attempt. {@code Auto-Submitted: auto-generated} (RFC 3834)
 * keeps vacation programs quiet. A metadata entry {@code header.<Name>} adds that header, for names
 * beginning with {@code X-} or {@code List-}.
 *
 * <p>No value can add a header or a part: everything is checked or encoded. Stateless and
 * thread-safe.
 */
public final class MailComposer {

  private static final int MAX_SUBJECT = 900;
  private static final int MAX_HEADER = 900;
  private static final String HEADER = "header.";
  private static final Pattern EXTRA = Pattern.compile("(?:X|List)-[A-Za-z0-9-]{1,60}");
  private static final Pattern DOT_ATOM = Pattern.compile("[0-9A-Za-z_-]+(?:\\.[0-9A-Za-z_-]+)*");
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[A-Za-z0-9!#$&^_.+-]{1,64}/[A-Za-z0-9!#$&^_.+-]{1,64}");

  private MailComposer() {}

  /**
   * The whole e-mail.
   *
   * @param recipient the mailbox made from the message's recipient
   * @throws IllegalArgumentException a subject, header, file name or content type that must not
   *     stand in an e-mail; the message names the place and not the content
   */
  public static byte[] compose(
      OutboundMessage message, MailSender sender, Mailbox recipient, Instant date) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
    write(out, headers(message, sender, recipient, date));
    String seed = HexFormat.of().toHexDigits(message.messageId().hashCode());
    String boundary = "=_a" + seed;
    if (message.attachments().isEmpty()) {
      body(out, message, boundary);
    } else {
      String outer = "=_m" + seed;
      write(out, multipart("mixed", outer));
      write(out, "--" + outer + "\r\n");
      body(out, message, boundary);
      for (Attachment attachment : message.attachments()) {
        write(out, "--" + outer + "\r\n");
        attachment(out, attachment);
      }
      write(out, "--" + outer + "--\r\n");
    }
    return out.toByteArray();
  }

  /** {@code <id@domain>}, as {@link #compose} writes it for this message. */
  public static String messageId(OutboundMessage message, MailSender sender) {
    String id = message.messageId();
    String left =
        DOT_ATOM.matcher(id).matches()
            ? id
            : HexFormat.of().formatHex(id.getBytes(StandardCharsets.UTF_8));
    return "<" + left + "@" + sender.from().domain() + ">";
  }

  private static String headers(
      OutboundMessage message, MailSender sender, Mailbox recipient, Instant date) {
    StringBuilder out = new StringBuilder(512);
    out.append(HeaderText.field("Date", date(date)));
    out.append(HeaderText.field("From", HeaderText.mailbox(sender.from())));
    out.append(HeaderText.field("To", HeaderText.mailbox(recipient)));
    Mailbox replyTo = sender.replyTo();
    if (replyTo != null) {
      out.append(HeaderText.field("Reply-To", HeaderText.mailbox(replyTo)));
    }
    String subject = message.subject();
    if (subject != null) {
      String line = HeaderText.line("subject", subject, MAX_SUBJECT);
      out.append(HeaderText.field("Subject", HeaderText.unstructured(line)));
    }
    out.append(HeaderText.field("Message-ID", messageId(message, sender)));
    out.append("Auto-Submitted: auto-generated\r\n");
    if (!message.language().getLanguage().isEmpty()) {
      out.append(HeaderText.field("Content-Language", message.language().toLanguageTag()));
    }
    extraHeaders(message.metadata(), out);
    return out.append("MIME-Version: 1.0\r\n").toString();
  }

  private static void extraHeaders(Map<String, String> metadata, StringBuilder out) {
    for (Map.Entry<String, String> entry : new TreeMap<>(metadata).entrySet()) {
      if (entry.getKey().startsWith(HEADER)) {
        String name = entry.getKey().substring(HEADER.length());
        if (!EXTRA.matcher(name).matches()) {
          throw new IllegalArgumentException(
              "metadata header: expected a name beginning with X- or List-");
        }
        String value = HeaderText.line("header " + name, entry.getValue(), MAX_HEADER);
        out.append(HeaderText.field(name, HeaderText.unstructured(value)));
      }
    }
  }

  // RFC 5322 wants the offset in digits; RFC 1123's "GMT" is the obsolete form.
  private static String date(Instant date) {
    return DateTimeFormatter.RFC_1123_DATE_TIME
        .format(date.atOffset(ZoneOffset.UTC))
        .replace("GMT", "+0000");
  }

  private static void body(ByteArrayOutputStream out, OutboundMessage message, String boundary) {
    String html = message.html();
    if (html == null) {
      text(out, "plain", message.text());
      return;
    }
    write(out, multipart("alternative", boundary));
    write(out, "--" + boundary + "\r\n");
    text(out, "plain", message.text());
    write(out, "--" + boundary + "\r\n");
    text(out, "html", html);
    write(out, "--" + boundary + "--\r\n");
  }

  private static void text(ByteArrayOutputStream out, String subtype, String text) {
    TextBody body = TextBody.of(text);
    write(out, "Content-Type: text/" + subtype + "; charset=UTF-8\r\n");
    write(out, "Content-Transfer-Encoding: " + body.encoding() + "\r\n\r\n");
    write(out, body.lines());
  }

  private static void attachment(ByteArrayOutputStream out, Attachment attachment) {
    String type = attachment.contentType();
    if (!MEDIA_TYPE.matcher(type).matches()) {
      throw new IllegalArgumentException("attachment: expected a content type such as text/csv");
    }
    String name = HeaderText.line("attachment name", attachment.fileName(), 200);
    if (name.isBlank() || name.contains("/") || name.contains("\\") || name.startsWith(".")) {
      throw new IllegalArgumentException("attachment name: expected a file name without path");
    }
    write(out, HeaderText.field("Content-Type", type));
    write(out, "Content-Transfer-Encoding: base64\r\n");
    write(out, "Content-Disposition: attachment;\r\n " + fileName(name) + "\r\n\r\n");
    write(out, TextBody.base64(attachment.content()));
  }

  // RFC 2231 for names beyond ASCII
  private static String fileName(String name) {
    if (name.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      return "filename=" + HeaderText.quoted(name);
    }
    StringBuilder out = new StringBuilder("filename*=UTF-8''");
    for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
      if ((octet >= '0' && octet <= '9')
          || (octet >= 'A' && octet <= 'Z')
          || (octet >= 'a' && octet <= 'z')
          || octet == '.'
          || octet == '-') {
        out.append((char) octet);
      } else {
        out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
      }
    }
    return out.toString();
  }

  private static String multipart(String subtype, String boundary) {
    return "Content-Type: multipart/" + subtype + ";\r\n boundary=\"" + boundary + "\"\r\n\r\n";
  }

  private static void write(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
