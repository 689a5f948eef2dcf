package io.ispkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.core.http.HttpAnswer;
import io.ispkit.core.http.HttpCall;
import io.ispkit.core.http.HttpGateway;
import io.ispkit.core.http.HttpListener;
import io.ispkit.core.http.HttpResult;
import io.ispkit.core.operation.CallListener;
import io.ispkit.core.secret.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** NetBox's REST interface: paths, authentication and paging. Thread-safe. */
final class NetBoxApi implements AutoCloseable {

  static final String PREFIXES = "/api/ipam/prefixes/";
  static final String RANGES = "/api/ipam/ip-ranges/";
  static final String ADDRESSES = "/api/ipam/ip-addresses/";
  static final String VLAN_GROUPS = "/api/ipam/vlan-groups/";
  static final String VLANS = "/api/ipam/vlans/";
  static final String TENANTS = "/api/tenancy/tenants/";
  static final String TAGS = "/api/extras/tags/";
  static final String CUSTOM_FIELDS = "/api/extras/custom-fields/";

  /** More would mean that a filter does not filter. */
  private static final int MAX_PAGES = 50;

  private final HttpGateway gateway;
  private final Verdict verdict;

  NetBoxApi(NetBoxSettings settings, Verdict verdict, CallListener calls) {
    this.verdict = verdict;
    Secret token = settings.token();
    String scheme = token.reveal().startsWith("nbt_") ? "Bearer " : "Token ";
    this.gateway =
        settings
            .http()
            .applyTo(HttpGateway.builder("netbox", settings.url()))
            .authorisation(token.map(t -> scheme + t))
            .listener(verdict.and(HttpListener.telling(calls)))
            .build();
  }

  /** All objects of a list that is known to be short, over all its pages. */
  List<JsonNode> list(Listing listing) throws CallFailed {
    List<JsonNode> all = new ArrayList<>();
    walk(listing, MAX_PAGES, all::add);
    return all;
  }

  /**
   * Hands over the objects of a list of any length, page by page: since NetBox 4.6 in the order of
   * their ids, so that none is passed over when others are deleted meanwhile; before by offset.
   */
  void each(Listing listing, Consumer<JsonNode> object) throws CallFailed {
    walk(listing.byId(), Integer.MAX_VALUE, object);
  }

  private void walk(Listing listing, int most, Consumer<JsonNode> object) throws CallFailed {
    HttpCall call = listing.call();
    String before = "";
    for (int page = 0; page < most; page++) {
      HttpAnswer answer = read(call);
      answer.json().path("results").forEach(object);
      String next = answer.json().path("next").asText("");
      if (next.isEmpty() || next.equals("null")) {
        return;
      }
      if (next.equals(before)) {
        throw CallFailed.refused(
            "misconfigured", "NetBox linked a page of " + listing.path() + " to itself");
      }
      before = next;
      call = following(next, listing.path());
    }
    throw CallFailed.refused(
        "misconfigured", "NetBox listed more than " + most + " pages of " + listing.path());
  }

  /** How many objects a list has. */
  long count(Listing listing) throws CallFailed {
    return read(listing.pagesOf(1).call()).json().path("count").asLong(0);
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

  /** What is available under a path, at most so many; nothing is reserved. */
  JsonNode available(String path, int limit) throws CallFailed {
    String most = Integer.toString(limit);
    return read(HttpCall.get(path).query("limit", most).expectJson().build()).json();
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

  /** The version, as the last answer told it. */
  Optional<NetBoxVersion> version() {
    return verdict.version();
  }

  /**
   * Makes a call conditional, where NetBox honours that: since 4.6. Before it ignores the header,
   * and a proxy that puts ETags of its own on answers could make it refuse.
   */
  HttpCall.Builder onlyIfStill(String etag, HttpCall.Builder call) {
    boolean honoured = version().filter(v -> v.isBefore(NetBoxVersion.WITH_ETAGS)).isEmpty();
    return etag.isEmpty() || !honoured ? call : call.header("if-match", etag);
  }

  HttpResult post(String path, JsonNode body) {
    return gateway.send(HttpCall.post(path).json(body).expectJson().build());
  }

  @Override
  public void close() {
    gateway.close();
  }
}
