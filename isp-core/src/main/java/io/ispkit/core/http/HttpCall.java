package io.ispkit.core.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.core.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * One request to one target: method, path, query, headers, body, and what it does there. Immutable
 * and thread-safe; its text form shows neither secrets nor the body.
 */
public final class HttpCall {

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE");
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private final String method;
  private final HttpPath path;
  private final String query;
  private final String shownQuery;
  private final Map<String, Secret> headers;
  private final byte @Nullable [] body;
  private final CallEffect effect;
  private final boolean expectsJson;
  private final @Nullable Duration answerWithin;

  private HttpCall(Builder from) {
    method = from.method;
    path = from.path;
    query = from.query.toString();
    shownQuery = from.shownQuery.toString();
    headers = Map.copyOf(from.headers);
    body = from.body;
    effect = from.effect;
    expectsJson = from.expectsJson;
    answerWithin = from.answerWithin;
    path.raw();
  }

  /** A GET of {@link HttpPath#of(String, String...)}. */
  public static Builder get(String path, String... values) {
    return of("GET", HttpPath.of(path, values));
  }

  /** A POST to {@link HttpPath#of(String, String...)}. */
  public static Builder post(String path, String... values) {
    return of("POST", HttpPath.of(path, values));
  }

  /** A PUT to {@link HttpPath#of(String, String...)}. */
  public static Builder put(String path, String... values) {
    return of("PUT", HttpPath.of(path, values));
  }

  /** A PATCH of {@link HttpPath#of(String, String...)}. */
  public static Builder patch(String path, String... values) {
    return of("PATCH", HttpPath.of(path, values));
  }

  /** A DELETE of {@link HttpPath#of(String, String...)}. */
  public static Builder delete(String path, String... values) {
    return of("DELETE", HttpPath.of(path, values));
  }

  /** A call of any of GET, HEAD, OPTIONS, POST, PUT, PATCH and DELETE. */
  public static Builder of(String method, HttpPath path) {
    if (!METHODS.contains(method)) {
      throw new IllegalArgumentException("expected one of " + METHODS);
    }
    return new Builder(method, path);
  }

  /** The method, in upper case. */
  public String method() {
    return method;
  }

  /** What the call does to the other system. */
  public CallEffect effect() {
    return effect;
  }

  /** Path and query, encoded, with secrets. */
  String target() {
    return query.isEmpty() ? path.raw() : path.raw() + "?" + query;
  }

  /** Path and query, encoded, without secrets. */
  String shownTarget() {
    return shownQuery.isEmpty() ? path.toString() : path + "?" + shownQuery;
  }

  Map<String, Secret> headers() {
    return headers;
  }

  /**
   * The body to send, if any. A call with an effect always has one, if only an empty one: see
   * {@link RequestBody}.
   */
  byte @Nullable [] body() {
    return body == null && effect != CallEffect.NONE ? new byte[0] : body;
  }

  boolean expectsJson() {
    return expectsJson;
  }

  Optional<Duration> answerWithin() {
    return Optional.ofNullable(answerWithin);
  }

  @Override
  public String toString() {
    return method + " " + shownTarget();
  }

  /** Collects the parts of a call; not thread-safe. */
  public static final class Builder {

    private final String method;
    private final HttpPath path;
    private final StringJoiner query = new StringJoiner("&");
    private final StringJoiner shownQuery = new StringJoiner("&");
    private final Map<String, Secret> headers = new LinkedHashMap<>();
    private byte @Nullable [] body;
    private CallEffect effect;
    private boolean expectsJson;
    private @Nullable Duration answerWithin;

    private Builder(String method, HttpPath path) {
      this.method = method;
      this.path = path;
      this.effect = READING.contains(method) ? CallEffect.NONE : CallEffect.ONCE;
    }

    /** Adds a query parameter; name and value are encoded here. A name may occur several times. */
    public Builder query(String name, String value) {
      String pair = PercentEncoding.encode(name) + "=" + PercentEncoding.encode(value);
      query.add(pair);
      shownQuery.add(pair);
      return this;
    }

    /** Adds a query parameter whose value must not be shown in logs and messages. */
    public Builder query(String name, Secret value) {
      query.add(PercentEncoding.encode(name) + "=" + PercentEncoding.encode(value.reveal()));
      shownQuery.add(PercentEncoding.encode(name) + "=***");
      return this;
    }

    /** Sets a header, in place of the gateway's own of that name. */
    public Builder header(String name, String value) {
      return header(name, Secret.of(value));
    }

    /** Sets a header that holds a secret, in place of the gateway's own of that name. */
    public Builder header(String name, Secret value) {
      headers.put(HeaderRules.checkName(name), HeaderRules.checkValue(name, value));
      return this;
    }

    /** Sends JSON. */
    public Builder json(JsonNode document) {
      return body("application/json", document.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a form ({@code application/x-www-form-urlencoded}). */
    public Builder form(Map<String, String> fields) {
      StringJoiner pairs = new StringJoiner("&");
      fields.forEach(
          (name, value) ->
              pairs.add(PercentEncoding.encode(name) + "=" + PercentEncoding.encode(value)));
      return body(
          "application/x-www-form-urlencoded", pairs.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes of any media type. */
    public Builder body(String contentType, byte[] bytes) {
      body = bytes.clone();
      return header("content-type", contentType);
    }

    /** Says what the call does to the other system, where the method does not tell. */
    public Builder effect(CallEffect does) {
      effect = does;
      return this;
    }

    /**
     * Asks for JSON, and takes a 2xx answer with a body that is not JSON as {@link NoAnswer}: a
     * proxy's log-in page must not pass for a success.
     */
    public Builder expectJson() {
      expectsJson = true;
      return header("accept", "application/json");
    }

    /** A time-out for the answer to this call alone, in place of the gateway's. */
    public Builder answerWithin(Duration time) {
      answerWithin = HttpTimeouts.checked("answer", time);
      return this;
    }

    /**
     * The call.
     *
     * @throws IllegalArgumentException when the path still lacks a value
     */
    public HttpCall build() {
      return new HttpCall(this);
    }
  }
}
