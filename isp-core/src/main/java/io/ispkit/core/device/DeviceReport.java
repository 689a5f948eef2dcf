package io.ispkit.core.device;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a device stands against what it should have.
 *
 * @param deviceId its id in the ACS, or null when it was never seen
 * @param info manufacturer, model, versions …, in a stable order
 * @param tasks ids of the tasks created in the ACS
 * @param parameters paths of the parameters that were set; never their values
 * @param wifiConfigured whether the wireless settings were read back as wanted
 * @param status whether the device confirmed
 * @param detail why it is pending, for a person; null when confirmed
 */
public record DeviceReport(
    @Nullable String deviceId,
    String serial,
    String template,
    Map<String, String> info,
    List<String> tasks,
    List<String> parameters,
    boolean wifiConfigured,
    Status status,
    @Nullable String detail) {

  /** Whether the device confirmed. */
  public enum Status {
    /** All parameters were read back as wanted. */
    CONFIRMED,
    /**
     * Kept, and applied when the device (or an ACS) is there; {@link DeviceManager#confirm} tells.
     */
    PENDING
  }

  public DeviceReport {
    info = Collections.unmodifiableMap(new LinkedHashMap<>(info));
    tasks = List.copyOf(tasks);
    parameters = List.copyOf(parameters);
  }
}
