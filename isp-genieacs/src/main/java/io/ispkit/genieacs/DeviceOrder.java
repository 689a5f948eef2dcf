package io.ispkit.genieacs;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that a device is to do once, and how it was before: by that it is known later whether
 * it was done. A host that must survive a crash keeps it before it is {@linkplain DeviceOrders#send
 * sent}. Holds no secret.
 *
 * @param key names it for good; a second order with the key of a queued one takes its place
 * @param before when the device had last done the like, or null when never
 * @param file for {@link Kind#FIRMWARE}, else null
 * @param version for {@link Kind#FIRMWARE}: what the device says of itself when it is done
 */
public record DeviceOrder(
    Kind kind,
    String deviceId,
    String key,
    @Nullable Instant before,
    @Nullable String file,
    @Nullable String version) {

  /** What it is to do. */
  public enum Kind {
    REBOOT,
    FACTORY_RESET,
    FIRMWARE
  }

  /** Where an order stands. */
  public enum State {
    /** It waits in GenieACS until the device calls. */
    QUEUED,
    /** GenieACS has handed it over, or never had it; the device has not come back yet. */
    UNDER_WAY,
    /** The device came back and shows it. */
    DONE,
    /** The device said no. The task was taken back. */
    FAILED
  }

  /**
   * What is known of an order.
   *
   * @param detail the fault, when it failed; since when the file is loaded, when firmware is under
   *     way and the device has said so; else null
   */
  public record Progress(State state, @Nullable String detail) {}

  public DeviceOrder {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(deviceId, "deviceId");
    if (key.isEmpty()) {
      throw new IllegalArgumentException("key: expected one");
    }
    if ((kind == Kind.FIRMWARE) != (file != null && version != null)) {
      throw new IllegalArgumentException("file and version: expected both for firmware only");
    }
  }
}
