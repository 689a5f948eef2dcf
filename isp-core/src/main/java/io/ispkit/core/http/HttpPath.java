package io.ispkit.core.http;

import io.ispkit.core.secret.Secret;
import java.util.regex.Pattern;

/**
 * A path below the base URI of a gateway, such as {@code /devices/{}/tasks}: a fixed part as the
 * other system documents it, with {@code {}} where a value goes. A value always stays one segment,
 * whatever it holds: {@code a/b%2D c} becomes {@code a%2Fb%252D%20c}. So an id that contains {@code
 * %} (as those of GenieACS do) is handed over as it is.
 *
 * <p>Immutable and thread-safe. All methods throw {@link IllegalArgumentException} for a path or
 * value that no server could read back: empty segments, {@code .} and {@code ..}, characters
 * outside of RFC 3986.
 */
public final class HttpPath {

  private static final String SLOT = "{}";
  private static final Pattern SEGMENT =
      Pattern.compile("(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})+");

  private final String raw;
  private final String shown;

  private HttpPath(String raw, String shown) {
    this.raw = raw;
    this.shown = shown;
  }

  /**
   * A path. The leading slash may be left out; a trailing slash is kept, for some servers insist on
   * one.
   *
   * @param fixed already encoded text with {@code {}} for each value to come
   */
  public static HttpPath of(String fixed) {
    String path = fixed.startsWith("/") ? fixed.substring(1) : fixed;
    String inner = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    if (!path.isEmpty()) {
      for (String segment : inner.split("/", -1)) {
        checkSegment(segment.replace(SLOT, "x"));
      }
    }
    return new HttpPath("/" + path, "/" + path);
  }

  /** A path with its values, in order. */
  public static HttpPath of(String fixed, String... values) {
    HttpPath path = of(fixed);
    for (String value : values) {
      path = path.with(value);
    }
    return path;
  }

  /** Puts a value into the next free place, encoded. */
  public HttpPath with(String value) {
    String encoded = PercentEncoding.encode(value);
    return fill(encoded, encoded);
  }

  /** Puts a value into the next free place that must not be shown in logs and messages. */
  public HttpPath with(Secret value) {
    return fill(PercentEncoding.encode(value.reveal()), "***");
  }

  /**
   * Puts a segment into the next free place that the other system has encoded already, such as a
   * link it handed out.
   */
  public HttpPath withEncoded(String segment) {
    checkSegment(segment);
    return fill(segment, segment);
  }

  private HttpPath fill(String encoded, String display) {
    if (raw.indexOf(SLOT) < 0) {
      throw new IllegalArgumentException("expected no more values for the path " + shown);
    }
    return new HttpPath(replaceFirst(raw, checked(encoded)), replaceFirst(shown, display));
  }

  private static String replaceFirst(String text, String value) {
    int at = text.indexOf(SLOT);
    return text.substring(0, at) + value + text.substring(at + SLOT.length());
  }

  private static String checked(String segment) {
    if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
      throw new IllegalArgumentException("expected a path segment other than '', '.' and '..'");
    }
    return segment;
  }

  private static void checkSegment(String segment) {
    if (!SEGMENT.matcher(checked(segment)).matches()) {
      throw new IllegalArgumentException("expected an encoded path segment by RFC 3986");
    }
  }

  /** The encoded path; always begins with a slash. */
  String raw() {
    if (raw.indexOf(SLOT) >= 0) {
      throw new IllegalArgumentException("expected a value for each {} of the path " + shown);
    }
    return raw;
  }

  /** The encoded path with secret values masked. */
  @Override
  public String toString() {
    return shown;
  }
}
