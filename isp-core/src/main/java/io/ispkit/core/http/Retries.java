package io.ispkit.core.http;

import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Decides after which results a call may be sent again: that depends on its effect alone. */
final class Retries {

  private static final Set<NotSent.Reason> PASSING =
      EnumSet.of(
          NotSent.Reason.UNRESOLVED, NotSent.Reason.CONNECTION, NotSent.Reason.CONNECT_TIMEOUT);
  private static final Set<NoAnswer.Reason> LOST =
      EnumSet.of(
          NoAnswer.Reason.RESET,
          NoAnswer.Reason.WRITE_TIMEOUT,
          NoAnswer.Reason.ANSWER_TIMEOUT,
          NoAnswer.Reason.MALFORMED);

  private Retries() {}

  static Map<CallEffect, RetryPolicy<HttpResult>> policies(RetryRule rule) {
    Map<CallEffect, RetryPolicy<HttpResult>> policies = new EnumMap<>(CallEffect.class);
    for (CallEffect effect : CallEffect.values()) {
      policies.put(effect, policy(rule, effect));
    }
    return policies;
  }

  private static RetryPolicy<HttpResult> policy(RetryRule rule, CallEffect effect) {
    RetryPolicyBuilder<HttpResult> builder = RetryPolicy.builder();
    return builder
        .handleIf(
            (result, failure) -> failure == null && isWorthwhile(result, effect, rule.maxDelay()))
        .withMaxRetries(rule.retries())
        .withBackoff(rule.firstDelay(), rule.maxDelay())
        .withJitter(0.2)
        .withDelayFn(context -> askedDelay(context.getLastResult()))
        .build();
  }

  /** Failsafe takes a negative delay as "none asked for" and backs off as configured. */
  private static Duration askedDelay(HttpResult result) {
    Duration none = Duration.ofNanos(-1);
    return result instanceof HttpAnswer answer ? answer.retryAfter().orElse(none) : none;
  }

  private static boolean isWorthwhile(HttpResult result, CallEffect effect, Duration longestWait) {
    if (result instanceof NotSent notSent) {
      return PASSING.contains(notSent.reason());
    }
    if (effect == CallEffect.ONCE) {
      return false;
    }
    if (result instanceof HttpAnswer answer) {
      return isTransient(answer.status())
          && answer.retryAfter().orElse(Duration.ZERO).compareTo(longestWait) <= 0;
    }
    return result instanceof NoAnswer noAnswer && LOST.contains(noAnswer.reason());
  }

  /** Statuses that say "not now" (RFC 6585 section 4, RFC 9110 section 15.6). */
  static boolean isTransient(int status) {
    return status == 429 || isDown(status);
  }

  /** Statuses by which a gateway or server says that it is down. */
  static boolean isDown(int status) {
    return status == 502 || status == 503 || status == 504;
  }
}
