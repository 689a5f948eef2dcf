package io.ispkit.core.http;

import io.ispkit.core.secret.Secret;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What may stand in a request header (RFC 9110 section 5). The messages never show a value: it may
 * be a secret.
 */
final class HeaderRules {

  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7E\\t]{1,8192}");

  /** These shape the connection or the framing, which is the client's business. */
  private static final Set<String> RESERVED =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private HeaderRules() {}

  /** The name in lower case. */
  static String checkName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!NAME.matcher(name).matches() || RESERVED.contains(lower)) {
      throw new IllegalArgumentException("expected the name of a header that a caller may set");
    }
    return lower;
  }

  static Secret checkValue(String name, Secret value) {
    if (!VALUE.matcher(value.reveal()).matches()) {
      throw new IllegalArgumentException(
          "header " + name + ": expected 1 to 8192 printable ASCII characters");
    }
    return value;
  }
}
