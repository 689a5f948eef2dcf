package io.ispkit.core.http;

import dev.failsafe.Bulkhead;
import dev.failsafe.CircuitBreaker;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets an attempt through to a target that is up and not overrun, and learns from how it ended. */
final class Admission {

  private static final Logger LOG = LoggerFactory.getLogger(HttpGateway.class);

  private final String target;
  private final CircuitBreaker<HttpResult> breaker;
  private final Bulkhead<HttpResult> bulkhead;
  private final Duration patience;

  Admission(String target, BreakerRule rule, int maxConcurrent, Duration patience) {
    this.target = target;
    this.patience = patience;
    breaker =
        CircuitBreaker.<HttpResult>builder()
            .withFailureThreshold(rule.failures(), rule.among())
            .withDelay(rule.pause())
            .onOpen(event -> LOG.warn("{}: counts as down for {}", target, rule.pause()))
            .onClose(event -> LOG.info("{}: is up again", target))
            .build();
    bulkhead = Bulkhead.of(maxConcurrent);
  }

  HttpResult through(Supplier<HttpResult> attempt) {
    try {
      if (!bulkhead.tryAcquirePermit(patience)) {
        return new NotSent(target, NotSent.Reason.BUSY, "too many calls under way");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new NotSent(target, NotSent.Reason.INTERRUPTED, "the waiting thread was interrupted");
    }
    try {
      return withPermit(attempt);
    } finally {
      bulkhead.releasePermit();
    }
  }

  private HttpResult withPermit(Supplier<HttpResult> attempt) {
    if (!breaker.tryAcquirePermit()) {
      return new NotSent(
          target,
          NotSent.Reason.CIRCUIT_OPEN,
          "the target counts as down",
          breaker.getRemainingDelay());
    }
    boolean failed = false;
    try {
      HttpResult result = attempt.get();
      failed = isFailureOfTarget(result);
      return result;
    } finally {
      // Always recorded, or a permit of the half-open circuit would be lost.
      if (failed) {
        breaker.recordFailure();
      } else {
        breaker.recordSuccess();
      }
    }
  }

  private static boolean isFailureOfTarget(HttpResult result) {
    return result.fold(
        answer -> Retries.isDown(answer.status()),
        notSent -> notSent.reason() != NotSent.Reason.INTERRUPTED,
        noAnswer ->
            switch (noAnswer.reason()) {
              case RESET, TLS, WRITE_TIMEOUT, ANSWER_TIMEOUT, MALFORMED -> true;
              case TOO_LARGE, UNREADABLE, INTERRUPTED -> false;
            });
  }
}
