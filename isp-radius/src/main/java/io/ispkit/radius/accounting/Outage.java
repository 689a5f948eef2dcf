package io.ispkit.radius.accounting;

import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Many sessions that vanished together.
 *
 * @param nas whose sessions; null when asked by Called-Station-Id
 * @param calledStationId whose sessions; null when asked by NAS, or when they had none
 * @param sessions how many were up in the window
 * @param vanished how many of them vanished
 * @param first when the first of them was last seen
 * @param last when the last of them was last seen
 */
public record Outage(
    @Nullable InetAddress nas,
    @Nullable String calledStationId,
    long sessions,
    long vanished,
    Instant first,
    Instant last) {

  /** The part that vanished, 0 to 1. */
  public double share() {
    return sessions == 0 ? 0 : (double) vanished / sessions;
  }
}
