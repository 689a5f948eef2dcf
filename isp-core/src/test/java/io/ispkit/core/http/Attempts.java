package io.ispkit.core.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Gateways for tests, and the tags of all attempts made through them. */
final class Attempts implements HttpListener {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofMillis(600);

  // what a test waits for is over soon, and the rest may take its time on a slow machine
  static final HttpTimeouts CONNECT_SOON = new HttpTimeouts(SOON, LONG, LONG);
  static final HttpTimeouts WRITE_SOON = new HttpTimeouts(LONG, SOON, LONG);
  static final HttpTimeouts ANSWER_SOON = new HttpTimeouts(LONG, LONG, SOON);

  static final RetryRule QUICK = new RetryRule(2, Duration.ofMillis(5), Duration.ofMillis(1500));

  private final List<String> tags = new CopyOnWriteArrayList<>();

  @Override
  public void attempted(String target, String method, HttpResult result, Duration took) {
    tags.add(result.tag());
  }

  List<String> tags() {
    return tags;
  }

  /** One that waits for long. */
  HttpGatewayBuilder gateway(URI base) {
    return HttpGateway.builder("acs", base)
        .timeouts(new HttpTimeouts(LONG, LONG, LONG))
        .retry(QUICK)
        .listener(this);
  }
}
