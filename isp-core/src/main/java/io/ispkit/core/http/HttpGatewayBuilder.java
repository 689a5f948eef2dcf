package io.ispkit.core.http;

import io.ispkit.core.connection.BreakerRule;
import io.ispkit.core.connection.TargetGate;
import io.ispkit.core.secret.Secret;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** Collects what a gateway needs; all but name and base URI has a default. Not thread-safe. */
public final class HttpGatewayBuilder {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

  private final String name;
  private final String base;
  private final Map<String, Secret> headers = new LinkedHashMap<>();
  private final HttpClient.Builder client = HttpClient.newBuilder();
  private HttpTimeouts timeouts = HttpTimeouts.ofDefaults();
  private RetryRule retry = RetryRule.ofDefaults();
  private BreakerRule breaker = BreakerRule.ofDefaults();
  private HttpListener listener = HttpListener.NONE;
  private long maxAnswerBytes = 8L << 20;
  private int maxConcurrent = 16;
  private Duration patience = Duration.ofSeconds(10);
  private HttpClient.Version version = HttpClient.Version.HTTP_1_1;

  HttpGatewayBuilder(String name, URI base) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("target name: expected 1 to 63 of [a-z0-9._-]");
    }
    this.name = name;
    this.base = Target.checkBase(base);
    header("user-agent", "isp-kit");
  }

  /** A header of every call. */
  public HttpGatewayBuilder header(String headerName, String value) {
    return header(headerName, Secret.of(value));
  }

  /** A header of every call that holds a secret. */
  public HttpGatewayBuilder header(String headerName, Secret value) {
    headers.put(HeaderRules.checkName(headerName), HeaderRules.checkValue(headerName, value));
    return this;
  }

  /**
   * The Authorization header of every call, scheme included: {@code token.map(t -> "Bearer " + t)}.
   */
  public HttpGatewayBuilder authorisation(Secret value) {
    return header("authorization", value);
  }

  /** Basic authentication (RFC 7617) in UTF-8. */
  public HttpGatewayBuilder basic(String user, Secret password) {
    if (user.indexOf(':') >= 0) {
      throw new IllegalArgumentException("expected a user name without a colon");
    }
    return authorisation(
        password.map(
            p ->
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString((user + ":" + p).getBytes(StandardCharsets.UTF_8))));
  }

  /** How long each phase may take; {@link HttpTimeouts#ofDefaults} otherwise. */
  public HttpGatewayBuilder timeouts(HttpTimeouts limits) {
    timeouts = limits;
    return this;
  }

  /** How often calls are repeated where that is safe; {@link RetryRule#ofDefaults} otherwise. */
  public HttpGatewayBuilder retry(RetryRule rule) {
    retry = rule;
    return this;
  }

  /** When the target counts as down; {@link BreakerRule#ofDefaults} otherwise. */
  public HttpGatewayBuilder breaker(BreakerRule rule) {
    breaker = rule;
    return this;
  }

  /** Hears of every attempt. */
  public HttpGatewayBuilder listener(HttpListener hears) {
    listener = hears;
    return this;
  }

  /** The longest answer in bytes, 1 to 1 GiB; 8 MiB otherwise. */
  public HttpGatewayBuilder maxAnswerBytes(long bytes) {
    if (bytes < 1 || bytes > 1L << 30) {
      throw new IllegalArgumentException("expected 1 to 2^30 bytes");
    }
    maxAnswerBytes = bytes;
    return this;
  }

  /**
   * How many calls may be under way at a time, and how long one more waits for its turn; 16 and 10
   * seconds otherwise.
   *
   * @param calls 1 to 10000
   */
  public HttpGatewayBuilder maxConcurrent(int calls, Duration wait) {
    if (calls < 1 || calls > 10_000 || wait.isNegative()) {
      throw new IllegalArgumentException("expected 1 to 10000 calls and a wait of zero or more");
    }
    maxConcurrent = calls;
    patience = wait;
    return this;
  }

  /** Offers HTTP/2 in the TLS handshake. Without it, and without TLS, it is HTTP/1.1. */
  public HttpGatewayBuilder http2() {
    if (base.startsWith("https")) {
      version = HttpClient.Version.HTTP_2;
    }
    return this;
  }

  /** Certificates and keys of the host's choice; the JDK's default otherwise. */
  public HttpGatewayBuilder tls(SSLContext context) {
    client.sslContext(context);
    return this;
  }

  /** The proxy; the JDK's default selector otherwise. */
  public HttpGatewayBuilder proxy(ProxySelector selector) {
    client.proxy(selector);
    return this;
  }

  /**
   * Runs the client's small internal tasks; a pool of the client's own otherwise. The caller owns
   * and closes it.
   */
  public HttpGatewayBuilder executor(Executor runs) {
    client.executor(runs);
    return this;
  }

  /** The gateway. Connects only when the first call is sent. */
  public HttpGateway build() {
    client
        .version(version)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(timeouts.connect());
    return new HttpGateway(
        new Target(name, base, Map.copyOf(headers), timeouts, maxAnswerBytes),
        client.build(),
        new Admission(name, new TargetGate(name, breaker, maxConcurrent, patience)),
        retry,
        listener);
  }
}
