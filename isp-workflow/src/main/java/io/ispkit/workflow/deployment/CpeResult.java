package io.ispkit.workflow.deployment;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.ispkit.core.device.DeviceReport;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the customer's router stands.
 *
 * @param tasksCreated ids of the tasks in the auto-configuration server
 * @param parametersSet paths of the parameters, never their values
 * @param status {@code configured} or {@code pending}
 * @param provisioningStatus {@code confirmed} or {@code pending}
 * @param detail why it is pending, for a person; null when it is confirmed
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record CpeResult(
    @Nullable String deviceId,
    String deviceSerial,
    String configTemplate,
    Map<String, String> deviceInfo,
    List<String> tasksCreated,
    List<String> parametersSet,
    boolean wifiConfigured,
    String status,
    String provisioningStatus,
    @Nullable String detail) {

  public CpeResult {
    deviceInfo = Collections.unmodifiableMap(new LinkedHashMap<>(deviceInfo));
    tasksCreated = List.copyOf(tasksCreated);
    parametersSet = List.copyOf(parametersSet);
  }

  static CpeResult of(DeviceReport report) {
    boolean confirmed = report.status() == DeviceReport.Status.CONFIRMED;
    return new CpeResult(
        report.deviceId(),
        report.serial(),
        report.template(),
        report.info(),
        report.tasks(),
        report.parameters(),
        report.wifiConfigured(),
        confirmed ? "configured" : "pending",
        confirmed ? "confirmed" : "pending",
        report.detail());
  }

  boolean pending() {
    return provisioningStatus.equals("pending");
  }
}
