package io.ispkit.core.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Gateways with short time-outs for tests, and the tags of all attempts made through them. */
final class Attempts implements HttpListener {

  static final HttpTimeouts SHORT =
      new HttpTimeouts(Duration.ofMillis(400), Duration.ofMillis(600), Duration.ofMillis(700));
  static final RetryRule QUICK = new RetryRule(2, Duration.ofMillis(5), Duration.ofMillis(1500));

  private final List<String> tags = new CopyOnWriteArrayList<>();

  @Override
  public void attempted(String target, String method, HttpResult result, Duration took) {
    tags.add(result.tag());
  }

  List<String> tags() {
    return tags;
  }

  HttpGatewayBuilder gateway(URI base) {
    return HttpGateway.builder("acs", base).timeouts(SHORT).retry(QUICK).listener(this);
  }
}
