package io.ispkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.core.http.CallEffect;
import io.ispkit.core.http.HttpAnswer;
import io.ispkit.core.http.HttpCall;
import io.ispkit.core.http.HttpGateway;
import io.ispkit.core.http.HttpGatewayBuilder;
import io.ispkit.core.http.HttpListener;
import io.ispkit.core.http.HttpPath;
import io.ispkit.core.http.HttpResult;
import io.ispkit.core.http.NotSent;
import io.ispkit.core.operation.CallListener;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.core.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import javax.net.ssl.SSLContext;

/** Calls of the northbound interface: encoding, queries, and what answers mean. Thread-safe. */
final class NbiCalls implements AutoCloseable {

  private static final String HEX = "0123456789ABCDEF";

  private final HttpGateway gateway;

  NbiCalls(NbiSettings settings, CallListener listener) {
    HttpGatewayBuilder builder =
        settings
            .http()
            .applyTo(HttpGateway.builder("genieacs", settings.url()))
            .listener(HttpListener.telling(listener));
    String username = settings.username();
    Secret password = settings.password();
    if (username != null && password != null) {
      builder.basic(username, password);
    }
    String header = settings.headerName();
    Secret value = settings.headerValue();
    if (header != null && value != null) {
      builder.header(header, value);
    }
    SSLContext tls = settings.tls();
    if (tls != null) {
      builder.tls(tls);
    }
    gateway = builder.build();
  }

  /**
   * A path with its values. GenieACS matches paths by regular expressions that take no more than
   * letters, digits, {@code -}, {@code _} and {@code %}, and decodes once. Ids hold {@code %XX} of
   * their own, so that those are encoded once more: {@code 202BC1-A%2DB-1} becomes {@code
   * 202BC1-A%252DB-1}. No other place encodes.
   */
  static HttpPath path(String fixed, String... values) {
    HttpPath path = HttpPath.of(fixed);
    for (String value : values) {
      path = path.withEncoded(encoded(value));
    }
    return path;
  }

  static String encoded(String value) {
    if (value.isEmpty() || value.equals(".") || value.equals("..")) {
      throw new IllegalArgumentException("expected a name other than '', '.' and '..'");
    }
    StringBuilder text = new StringBuilder();
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      boolean plain =
          (b >= 'a' && b <= 'z')
              || (b >= 'A' && b <= 'Z')
              || (b >= '0' && b <= '9')
              || b == '-'
              || b == '_';
      if (plain) {
        text.append((char) b);
      } else {
        text.append('%').append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
      }
    }
    return text.toString();
  }

  HttpResult send(HttpCall call) {
    return gateway.send(call);
  }

  /** A page of a collection: what matches, as far as GenieACS understood the query. */
  List<JsonNode> query(NbiQuery query) throws AcsFailure {
    HttpCall.Builder call =
        HttpCall.get("/" + query.collection() + "/")
            .query("query", query.filter().toString())
            .query("limit", Integer.toString(query.limit()))
            .expectJson();
    if (!query.projection().isEmpty()) {
      call.query("projection", String.join(",", query.projection()));
    }
    if (query.sort() != null) {
      call.query("sort", query.sort().toString());
    }
    HttpResult result = gateway.send(call.build());
    if (result instanceof HttpAnswer answer
        && answer.status() == 200
        && answer.json() instanceof ArrayNode all) {
      List<JsonNode> found = new ArrayList<>();
      all.forEach(found::add);
      return found;
    }
    throw failed(result);
  }

  /** How many match: the header {@code total}, which counts without the limit. */
  long count(String collection, ObjectNode filter) throws AcsFailure {
    HttpResult result =
        gateway.send(
            HttpCall.of("HEAD", HttpPath.of("/" + collection + "/"))
                .query("query", filter.toString())
                .build());
    if (result instanceof HttpAnswer answer && answer.status() == 200) {
      OptionalLong total = total(answer.header("total").orElse(""));
      if (total.isPresent()) {
        return total.getAsLong();
      }
    }
    throw failed(result);
  }

  private static OptionalLong total(String header) {
    return header.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(header))
        : OptionalLong.empty();
  }

  /**
   * Does something that has the same effect however often it arrives.
   *
   * @return whether the thing was there: false after 404 to a DELETE
   */
  boolean effect(HttpCall.Builder call) throws AcsFailure {
    return effect(call.effect(CallEffect.REPEATABLE).build());
  }

  /** The same of something that GenieACS does not take twice. */
  boolean effectOnce(HttpCall.Builder call) throws AcsFailure {
    return effect(call.effect(CallEffect.ONCE).build());
  }

  private boolean effect(HttpCall built) throws AcsFailure {
    HttpResult result = gateway.send(built);
    boolean page = result instanceof HttpAnswer a && a.contentType().equals("text/html");
    if (result instanceof HttpAnswer answer && !page) {
      if (built.method().equals("DELETE") && answer.status() == 404) {
        return answer.isRepeated();
      }
      if (answer.isSuccess()) {
        return true;
      }
    }
    boolean unclear =
        result.fold(
            answer -> answer.status() == 500 || answer.status() == 502 || answer.status() == 504,
            notSent -> false,
            noAnswer -> true);
    throw unclear || (page && result.tag().startsWith("2"))
        ? AcsFailure.unknown(built + ": " + result)
        : failed(result);
  }

  /** A failure after which nothing was changed. */
  static AcsFailure failed(HttpResult result) {
    if (result instanceof NotSent closed && !closed.retryAfter().isZero()) {
      return AcsFailure.refused(
          Refusal.retryLater("acs_away", result.toString(), closed.retryAfter()));
    }
    if (!(result instanceof HttpAnswer answer)) {
      return AcsFailure.refused(Refusal.retryLater("acs_away", result.toString()));
    }
    if (answer.status() == 404 && answer.text().startsWith("No such device")) {
      return AcsFailure.refused(Refusal.retryLater("device_gone", "GenieACS: No such device"));
    }
    if (answer.status() == 503 && answer.text().startsWith("Device is in session")) {
      return AcsFailure.refused(Refusal.retryLater("device_busy", "GenieACS: in session"));
    }
    if (answer.status() >= 500 || answer.status() == 429 || answer.isSuccess()) {
      String said = "GenieACS answered " + answer;
      return AcsFailure.refused(
          answer
              .retryAfter()
              .filter(delay -> !delay.isZero())
              .map(delay -> Refusal.retryLater("acs_away", said, delay))
              .orElseGet(() -> Refusal.retryLater("acs_away", said)));
    }
    return AcsFailure.refused("misconfigured", "GenieACS answered " + answer);
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  @Override
  public void close() {
    gateway.close();
  }
}
