package io.ispkit.core.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * A complete answer, with any status. Redirects are answers too: none is followed. Immutable and
 * thread-safe.
 */
public final class HttpAnswer implements HttpResult {

  private final int status;
  private final HttpHeaders headers;
  private final byte[] body;
  private final JsonNode json;
  private final boolean repeated;

  HttpAnswer(int status, HttpHeaders headers, byte[] body) {
    this(status, headers, body, JsonBody.read(headers, body), false);
  }

  private HttpAnswer(
      int status, HttpHeaders headers, byte[] body, JsonNode json, boolean repeated) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.json = json;
    this.repeated = repeated;
  }

  HttpAnswer afterUnknown() {
    return new HttpAnswer(status, headers, body, json, true);
  }

  /** The status code, such as 404. */
  public int status() {
    return status;
  }

  /** Whether the status is 2xx. */
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /**
   * Whether the same call was sent before without an answer. Then the effect may stem from that
   * first time: a 404 to a DELETE, or a 409 to a creation, may well mean "done".
   */
  public boolean isRepeated() {
    return repeated;
  }

  /** The first header of that name, in any case of letters. */
  public Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /**
   * How long the server asks to wait (Retry-After in seconds or as a date, RFC 9110 section
   * 10.2.3). Never negative.
   */
  public Optional<Duration> retryAfter() {
    return RetryAfter.of(headers);
  }

  /** The media type without parameters, in lower case; empty when none was given. */
  public String contentType() {
    String value = headers.firstValue("content-type").orElse("");
    int end = value.indexOf(';');
    return (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /** A copy of the body. */
  public byte[] bytes() {
    return body.clone();
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * The body as JSON, or a missing node ({@link JsonNode#isMissingNode}) when it is none. A success
   * of a call that expects JSON holds JSON unless the body is empty.
   */
  public JsonNode json() {
    return json;
  }

  boolean isEmptyOrJson() {
    return body.length == 0 || !json.isMissingNode();
  }

  @Override
  public String tag() {
    return Integer.toString(status);
  }

  /** Status, media type and size; never the body. */
  @Override
  public String toString() {
    return "HTTP " + status + " (" + contentType() + ", " + body.length + " bytes)";
  }
}
