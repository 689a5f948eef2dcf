package io.ispkit.core.connection;

import dev.failsafe.CircuitBreaker;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a call through to a target that is up and not overrun, and learns from how it ended.
 * Thread-safe; one per target.
 */
public final class TargetGate {

  private static final Logger LOG = LoggerFactory.getLogger(TargetGate.class);

  /** Why a call was not let through. */
  public enum Reason {
    /** The target counts as down. */
    DOWN,
    /** Too many calls are under way, and none ended in time. */
    BUSY,
    /** The waiting thread was interrupted; its interrupt flag is set. */
    INTERRUPTED
  }

  /**
   * A call was not let through: nothing was done.
   *
   * @param retryAfter when it may go better; zero when that is not known
   */
  public record Closed(Reason reason, Duration retryAfter) {

    /** For people. */
    public String detail() {
      return switch (reason) {
        case DOWN -> "the target counts as down";
        case BUSY -> "too many calls under way";
        case INTERRUPTED -> "the waiting thread was interrupted";
      };
    }
  }

  private final CircuitBreaker<Object> breaker;

  /** Not Failsafe's bulkhead: who waits in vain there loses a permit for good (3.3.2). */
  private final Semaphore permits;

  private final Duration wait;

  /**
   * A gate that is open.
   *
   * @param target its name in log lines
   * @param maxConcurrent so many calls pass at a time
   * @param wait so long one more waits for its turn
   */
  public TargetGate(String target, BreakerRule rule, int maxConcurrent, Duration wait) {
    this.wait = wait;
    breaker =
        CircuitBreaker.<Object>builder()
            .withFailureThreshold(rule.failures(), rule.among())
            // one call tries, and its end decides
            .withSuccessThreshold(1)
            .withDelay(rule.pause())
            .onOpen(event -> LOG.warn("{}: counts as down for {}", target, rule.pause()))
            .onClose(event -> LOG.info("{}: is up again", target))
            .build();
    permits = new Semaphore(maxConcurrent, true);
  }

  /** A gate with these limits. */
  public TargetGate(String target, TargetLimits limits) {
    this(target, limits.breaker(), limits.maxConcurrent(), limits.waitTimeout());
  }

  /**
   * Makes the call, or says why it was not made. A target that counts as down refuses at once, even
   * while earlier calls to it still hang.
   *
   * @param failed whether a result means that the target is down. A call that throws counts as
   *     answered
   * @param otherwise the result when the call was not let through
   */
  public <T> T call(
      Supplier<? extends T> call,
      Predicate<? super T> failed,
      Function<? super Closed, ? extends T> otherwise) {
    Duration left = breaker.isOpen() ? breaker.getRemainingDelay() : Duration.ZERO;
    if (!left.isZero()) {
      return otherwise.apply(new Closed(Reason.DOWN, left));
    }
    try {
      if (!permits.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        return otherwise.apply(new Closed(Reason.BUSY, Duration.ZERO));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return otherwise.apply(new Closed(Reason.INTERRUPTED, Duration.ZERO));
    }
    try {
      return withPermit(call, failed, otherwise);
    } finally {
      permits.release();
    }
  }

  private <T> T withPermit(
      Supplier<? extends T> call,
      Predicate<? super T> failed,
      Function<? super Closed, ? extends T> otherwise) {
    if (!breaker.tryAcquirePermit()) {
      return otherwise.apply(new Closed(Reason.DOWN, breaker.getRemainingDelay()));
    }
    boolean down = false;
    try {
      T result = call.get();
      down = failed.test(result);
      return result;
    } finally {
      // Always recorded, or the permit of the half-open circuit would be lost.
      if (down) {
        breaker.recordFailure();
      } else {
        breaker.recordSuccess();
      }
    }
  }
}
