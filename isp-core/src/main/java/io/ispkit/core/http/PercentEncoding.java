package io.ispkit.core.http;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The one place where text becomes part of a URL: everything but the unreserved characters of RFC
 * 3986 section 2.3 is written as percent-encoded UTF-8. What comes out is right in a path segment,
 * in a query and in a form, so there is nothing to choose.
 */
final class PercentEncoding {

  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private PercentEncoding() {}

  static String encode(String text) {
    ByteBuffer bytes = utf8(text);
    StringBuilder out = new StringBuilder(bytes.remaining() + 16);
    while (bytes.hasRemaining()) {
      byte b = bytes.get();
      if (isUnreserved(b)) {
        out.append((char) b);
      } else {
        out.append('%').append(HEX[(b >> 4) & 0xF]).append(HEX[b & 0xF]);
      }
    }
    return out.toString();
  }

  private static ByteBuffer utf8(String text) {
    try {
      return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    } catch (CharacterCodingException half) {
      throw new IllegalArgumentException("expected text without half surrogate pairs", half);
    }
  }

  private static boolean isUnreserved(int b) {
    return isAlphanumeric(b) || b == '-' || b == '.' || b == '_' || b == '~';
  }

  static boolean isAlphanumeric(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
