package io.ispkit.comms.api.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A text part in the transfer encoding that suits it best: 7bit, quoted-printable or base64 (RFC
 * 2045). The result is ASCII in lines of at most 78 with CRLF, so every server can take it.
 *
 * @param encoding value of Content-Transfer-Encoding
 * @param lines the encoded text, each line ended by CRLF
 */
record TextBody(String encoding, String lines) {

  private static final int LINE = 76;
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  static TextBody of(String text) {
    List<String> lines = lines(text);
    if (lines.stream().allMatch(TextBody::isSevenBit)) {
      return new TextBody("7bit", String.join("\r\n", lines) + "\r\n");
    }
    byte[] octets = String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8);
    long high = 0;
    for (byte octet : octets) {
      high += octet < 0 ? 1 : 0;
    }
    if (high * 3 > octets.length) {
      return new TextBody("base64", base64(octets));
    }
    StringBuilder out = new StringBuilder(octets.length + octets.length / 4);
    for (String line : lines) {
      quotedPrintable(line.getBytes(StandardCharsets.UTF_8), out);
    }
    return new TextBody("quoted-printable", out.toString());
  }

  static String base64(byte[] octets) {
    return Base64.getMimeEncoder().encodeToString(octets) + "\r\n";
  }

  /** The lines of the text, whatever ends them: CRLF, CR or LF. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' || c == '\n') {
        lines.add(text.substring(from, i));
        if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
          i++;
        }
        from = i + 1;
      }
    }
    if (from < text.length()) {
      lines.add(text.substring(from));
    }
    return lines;
  }

  private static boolean isSevenBit(String line) {
    if (line.length() > LINE || line.endsWith(" ") || line.contains("=_")) {
      return false; // "=_" begins our boundaries, and cannot occur in the other two encodings
    }
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c > '~' || (c < ' ' && c != '\t')) {
        return false;
      }
    }
    return true;
  }

  private static void quotedPrintable(byte[] line, StringBuilder out) {
    int column = 0;
    for (int i = 0; i < line.length; i++) {
      int c = line[i] & 0xFF;
      boolean last = i == line.length - 1;
      boolean blank = c == ' ' || c == '\t';
      boolean literal = (c > ' ' && c <= '~' && c != '=') || (blank && !last);
      int size = literal ? 1 : 3;
      if (column + size > (last ? LINE : LINE - 1)) {
        out.append("=\r\n");
        column = 0;
      }
      if (literal) {
        out.append((char) c);
      } else {
        out.append('=').append(HEX[c >> 4]).append(HEX[c & 15]);
      }
      column += size;
    }
    out.append("\r\n");
  }
}
