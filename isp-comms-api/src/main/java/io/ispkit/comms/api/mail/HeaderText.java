package io.ispkit.comms.api.mail;

import io.ispkit.core.text.PrintableText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** How text stands in a header: encoded words (RFC 2047), quoted strings and folding. */
final class HeaderText {

  /**
   * So that an encoded word fits into a line of 76 even behind the longest header name we write.
   */
  private static final int OCTETS_IN_WORD = 36;

  private static final int FOLD_AT = 76;

  private HeaderText() {}

  /** A text that must be one printable line. */
  static String line(String place, String text, int maxLength) {
    if (text.length() > maxLength || !PrintableText.isLine(text)) {
      throw new IllegalArgumentException(
          place
              + ": expected one line of at most "
              + maxLength
              + " characters without control characters");
    }
    return text;
  }

  /** Unstructured text, such as a subject: as it is when it is plain ASCII, else encoded words. */
  static String unstructured(String text) {
    return isPlain(text) ? text : encodedWords(text);
  }

  /** A mailbox as it stands in an address header. */
  static String mailbox(Mailbox mailbox) {
    String name = mailbox.name();
    if (name == null || name.isBlank()) {
      return mailbox.address();
    }
    String shown = !isPlain(name) ? encodedWords(name) : isPhrase(name) ? name : quoted(name);
    return shown + " <" + mailbox.address() + ">";
  }

  private static boolean isPhrase(String text) {
    return text.chars()
        .allMatch(c -> c == ' ' || c == '-' || (c < 128 && Character.isLetterOrDigit(c)));
  }

  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** {@code name: value} with CRLF at the end, folded at spaces. */
  static String field(String name, String value) {
    StringBuilder out = new StringBuilder(name).append(':');
    int column = out.length();
    int from = 0;
    while (from <= value.length()) {
      int space = value.indexOf(' ', from + 1);
      int to = space < 0 ? value.length() : space;
      String word = from == 0 ? " " + value.substring(0, to) : value.substring(from, to);
      // a line of white space alone would be obsolete syntax, so a fold needs something to carry
      if (from > 0 && column + word.length() > FOLD_AT && !word.isBlank()) {
        out.append("\r\n");
        column = 0;
      }
      out.append(word);
      column += word.length();
      if (space < 0) {
        break;
      }
      from = space;
    }
    return out.append("\r\n").toString();
  }

  private static boolean isPlain(String text) {
    int word = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        return false;
      }
      word = c == ' ' ? 0 : word + 1;
      if (word > FOLD_AT - 10) {
        return false;
      }
    }
    // "=?" could be taken for an encoded word; spaces at the edges or in rows would get lost
    return !text.contains("=?")
        && !text.contains("  ")
        && !text.startsWith(" ")
        && !text.endsWith(" ");
  }

  private static String encodedWords(String text) {
    StringBuilder out = new StringBuilder();
    StringBuilder chunk = new StringBuilder();
    int octets = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      int size = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (octets + size > OCTETS_IN_WORD) {
        appendWord(out, chunk);
        octets = 0;
      }
      chunk.appendCodePoint(c);
      octets += size;
    }
    appendWord(out, chunk);
    return out.toString();
  }

  private static void appendWord(StringBuilder out, StringBuilder chunk) {
    if (chunk.isEmpty()) {
      return;
    }
    if (!out.isEmpty()) {
      out.append(' '); // white space between two encoded words is not part of the text
    }
    byte[] octets = chunk.toString().getBytes(StandardCharsets.UTF_8);
    out.append("=?UTF-8?B?").append(Base64.getEncoder().encodeToString(octets)).append("?=");
    chunk.setLength(0);
  }
}
