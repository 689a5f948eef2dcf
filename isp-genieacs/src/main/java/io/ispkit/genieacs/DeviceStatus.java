package io.ispkit.genieacs;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a device is, by what GenieACS has read of it.
 *
 * @param info manufacturer, model, versions, by name; what the device says of itself
 * @param lastInform when it last called, or null
 * @param uptime since its last start, as of when it was last read; or null
 * @param informInterval how often it is to call, or null when that is not known
 * @param signal what it measures of its line, by the names of the layout
 */
public record DeviceStatus(
    String deviceId,
    Map<String, String> info,
    @Nullable Instant lastInform,
    @Nullable Duration uptime,
    @Nullable Duration informInterval,
    Map<String, Reading> signal) {

  /**
   * One measure.
   *
   * @param unit such as {@code dBm}
   * @param at when it was read from the device, or null when that is not known
   */
  public record Reading(double value, String unit, @Nullable Instant at) {}

  public DeviceStatus {
    info = Collections.unmodifiableMap(new TreeMap<>(info));
    signal = Collections.unmodifiableMap(new TreeMap<>(signal));
  }

  /**
   * Whether it has called within its interval and some slack. GenieACS has no better sign than
   * that; empty when the interval or the last call is not known.
   */
  public Optional<Boolean> isOnline(Instant now, Duration slack) {
    return lastInform == null || informInterval == null
        ? Optional.empty()
        : Optional.of(!lastInform.plus(informInterval).plus(slack).isBefore(now));
  }
}
