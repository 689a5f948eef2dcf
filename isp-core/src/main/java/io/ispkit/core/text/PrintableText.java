package io.ispkit.core.text;

import java.util.Locale;

/**
 * Checks text from outside, and shows it in messages without letting it do harm there. Thread-safe.
 */
public final class PrintableText {

  private static final int SHOWN_CHARACTERS = 60;

  private PrintableText() {}

  /**
   * Whether the text stands on one line and holds nothing that a terminal, a mail header or a log
   * could act on: no control character (so no CR, LF, NUL or U+0085), no line or paragraph
   * separator, no change of writing direction, no half of a surrogate pair, no non-character. An
   * empty text is a line.
   */
  public static boolean isLine(String text) {
    return text.codePoints().allMatch(PrintableText::isPrintable);
  }

  /** As {@link #isLine}, but line feeds and tabs are allowed, as in a note of several lines. */
  public static boolean isBlock(String text) {
    return text.codePoints().allMatch(c -> c == '\n' || c == '\t' || isPrintable(c));
  }

  /**
   * The text in double quotes for a message or a log line: dangerous characters escaped as {@code
   * \\uXXXX}, and cut after 60 characters. The result is always one printable line.
   */
  public static String shown(String text) {
    StringBuilder out = new StringBuilder("\"");
    int[] start = text.codePoints().limit(SHOWN_CHARACTERS).toArray();
    for (int c : start) {
      append(out, c);
    }
    int rest = text.codePointCount(0, text.length()) - start.length;
    out.append('"');
    return rest == 0 ? out.toString() : out.append("… (").append(rest).append(" more)").toString();
  }

  private static void append(StringBuilder out, int c) {
    if (c == '"' || c == '\\') {
      out.append('\\').append((char) c);
    } else if (isPrintable(c)) {
      out.appendCodePoint(c);
    } else {
      out.append(String.format(Locale.ROOT, "\\u%04x", c));
    }
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.FORMAT -> !changesDirection(c);
      default -> true;
    };
  }

  private static boolean changesDirection(int c) {
    return (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0x200E
        || c == 0x200F
        || c == 0x061C;
  }
}
