package io.ispkit.core.http;

import io.ispkit.core.secret.Secret;
import java.net.URI;
import java.util.Locale;
import java.util.Map;

/**
 * Where a gateway sends its calls, and within what bounds.
 *
 * @param base scheme, authority and path, without a slash at the end
 */
record Target(
    String name,
    String base,
    Map<String, Secret> headers,
    HttpTimeouts timeouts,
    long maxAnswerBytes) {

  /**
   * The text of a base URI; the exception does not show it, for it may hold a secret in the wrong
   * place.
   */
  static String checkBase(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean plain =
        uri.getHost() != null
            && uri.getRawUserInfo() == null
            && uri.getRawQuery() == null
            && uri.getRawFragment() == null;
    if (!plain || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new IllegalArgumentException(
          "base URI: expected http(s)://host[:port][/path] without user, query and fragment");
    }
    String text = uri.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
