package io.ispkit.core.http;

import java.time.Duration;

/**
 * How long each phase of a call may take. Each is above zero and at most one hour.
 *
 * @param connect to resolve the name, connect and shake hands (TLS)
 * @param write to hand the whole request to the operating system
 * @param answer from the last byte of the request to the last byte of the answer: a slow trickle
 *     does not extend it
 */
public record HttpTimeouts(Duration connect, Duration write, Duration answer) {

  private static final Duration LONGEST = Duration.ofHours(1);

  /** Checks the ranges. */
  public HttpTimeouts {
    checked("connect", connect);
    checked("write", write);
    checked("answer", answer);
  }

  /** 5, 10 and 30 seconds. */
  public static HttpTimeouts ofDefaults() {
    return new HttpTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30));
  }

  static Duration checked(String phase, Duration time) {
    if (time.isNegative() || time.isZero() || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          phase + " time-out: expected more than 0 and at most 1 h, but was " + time);
    }
    return time;
  }
}
