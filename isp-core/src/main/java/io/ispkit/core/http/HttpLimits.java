package io.ispkit.core.http;

import io.ispkit.core.connection.TargetLimits;
import java.time.Duration;

/**
 * Within what bounds a target is called over HTTP.
 *
 * @param target those of a target of any kind
 * @param writeTimeout to send a request; more than 0, at most 1 h
 * @param retries repetitions of a call that may be repeated, 0 to 20
 */
public record HttpLimits(TargetLimits target, Duration writeTimeout, int retries) {

  /** Checks the ranges. */
  public HttpLimits {
    HttpTimeouts.checked("write", writeTimeout);
    if (retries < 0 || retries > 20) {
      throw new IllegalArgumentException("retries: expected 0 to 20, but was " + retries);
    }
  }

  /** Sets a gateway up with them. */
  public HttpGatewayBuilder applyTo(HttpGatewayBuilder gateway) {
    RetryRule usual = RetryRule.ofDefaults();
    return gateway
        .timeouts(new HttpTimeouts(target.connectTimeout(), writeTimeout, target.answerTimeout()))
        .retry(new RetryRule(retries, usual.firstDelay(), usual.maxDelay()))
        .maxConcurrent(target.maxConcurrent(), target.waitTimeout())
        .breaker(target.breaker());
  }
}
