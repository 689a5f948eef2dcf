package io.ispkit.comms.internal;

import io.ispkit.core.config.ConfigReader;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The section {@code comms} of the configuration.
 *
 * @param inFlight messages that this node sends at once
 * @param maxTries calls of providers before a message fails
 * @param firstRetry delay after the first try that failed; doubles
 * @param lastRetry the longest delay
 * @param repeatUnknown categories whose messages are sent again when nobody can tell whether they
 *     were sent: a second copy does less harm there than none
 */
public record CommsSettings(
    int inFlight,
    int maxTries,
    Duration firstRetry,
    Duration lastRetry,
    Set<String> repeatUnknown) {

  public static final CommsSettings DEFAULT =
      new CommsSettings(
          64, 20, Duration.ofSeconds(30), Duration.ofHours(1), Set.of("security", "outage"));

  public CommsSettings {
    repeatUnknown = Set.copyOf(repeatUnknown);
  }

  public static CommsSettings read(ConfigReader comms) {
    Duration second = Duration.ofSeconds(1);
    Duration day = Duration.ofDays(1);
    List<String> repeated = comms.texts("repeat_unknown");
    return new CommsSettings(
        comms.integer("in_flight", 1, 1000).orElse(DEFAULT.inFlight),
        comms.integer("max_tries", 1, 1000).orElse(DEFAULT.maxTries),
        comms.duration("first_retry", second, day).orElse(DEFAULT.firstRetry),
        comms.duration("last_retry", second, day).orElse(DEFAULT.lastRetry),
        comms.has("repeat_unknown") ? Set.copyOf(repeated) : DEFAULT.repeatUnknown);
  }

  /** Before the next try, without jitter. */
  Duration delayAfter(int tries) {
    long factor = 1L << Math.min(Math.max(tries - 1, 0), 30);
    Duration delay = firstRetry.multipliedBy(factor);
    return delay.compareTo(lastRetry) > 0 ? lastRetry : delay;
  }
}
