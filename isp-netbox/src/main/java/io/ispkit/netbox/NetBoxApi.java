package io.ispkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.core.http.BreakerRule;
import io.ispkit.core.http.HttpAnswer;
import io.ispkit.core.http.HttpCall;
import io.ispkit.core.http.HttpGateway;
import io.ispkit.core.http.HttpResult;
import io.ispkit.core.http.HttpTimeouts;
import io.ispkit.core.secret.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** NetBox's REST interface: paths, authentication and paging. Thread-safe. */
final class NetBoxApi implements AutoCloseable {

  static final String PREFIXES = "/api/ipam/prefixes/";
  static final String ADDRESSES = "/api/ipam/ip-addresses/";

  /** More would mean that a filter does not filter. */
  private static final int MAX_PAGES = 50;

  private final HttpGateway gateway;
  private final Verdict verdict;

  NetBoxApi(NetBoxSettings settings, Verdict verdict) {
    this.verdict = verdict;
    Secret token = settings.token();
    String scheme = token.reveal().startsWith("nbt_") ? "Bearer " : "Token ";
    this.gateway =
        HttpGateway.builder("netbox", settings.url())
            .authorisation(token.map(t -> scheme + t))
            .timeouts(
                new HttpTimeouts(
                    settings.connectTimeout(), Duration.ofSeconds(10), settings.answerTimeout()))
            .breaker(new BreakerRule(5, 10, settings.breakerPause()))
            .listener(verdict)
            .build();
  }

  /** All objects of a list, over all its pages. */
  List<JsonNode> list(HttpCall.Builder first, String path) throws CallFailed {
    List<JsonNode> all = new ArrayList<>();
    HttpCall call = first.expectJson().build();
    for (int page = 0; page < MAX_PAGES; page++) {
      HttpAnswer answer = read(call);
      answer.json().path("results").forEach(all::add);
      String next = answer.json().path("next").asText("");
      if (next.isEmpty() || next.equals("null")) {
        return all;
      }
      call = following(next, path);
    }
    throw CallFailed.refused(
        "misconfigured", "NetBox listed more than " + MAX_PAGES + " pages of " + path);
  }

  /**
   * Of the link only the query is used. Behind a proxy it may name another host or scheme, and our
   * token goes to the configured one only.
   */
  private static HttpCall following(String link, String path) throws CallFailed {
    URI next;
    try {
      next = URI.create(link);
    } catch (IllegalArgumentException malformed) {
      throw CallFailed.refused("misconfigured", "NetBox gave a malformed link to the next page");
    }
    if (next.getRawPath() == null || !next.getRawPath().endsWith(path)) {
      throw CallFailed.refused("misconfigured", "NetBox gave a link to another list than " + path);
    }
    HttpCall.Builder call = HttpCall.get(path).expectJson();
    String query = next.getRawQuery() == null ? "" : next.getRawQuery();
    for (String pair : query.split("&", -1)) {
      int at = pair.indexOf('=');
      if (at > 0) {
        call.query(decode(pair.substring(0, at)), decode(pair.substring(at + 1)));
      }
    }
    return call.build();
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** The answer to a call without effect. */
  HttpAnswer read(HttpCall call) throws CallFailed {
    HttpResult result = gateway.send(call);
    if (result instanceof HttpAnswer answer
        && answer.isSuccess()
        && !answer.json().isMissingNode()) {
      return answer;
    }
    throw verdict.failure(result);
  }

  HttpResult send(HttpCall call) {
    return gateway.send(call);
  }

  HttpResult post(String path, ObjectNode body) {
    return gateway.send(HttpCall.post(path).json(body).expectJson().build());
  }

  /** The path of one IP address object. */
  static String address(long id) {
    return ADDRESSES + id + "/";
  }

  @Override
  public void close() {
    gateway.close();
  }
}
