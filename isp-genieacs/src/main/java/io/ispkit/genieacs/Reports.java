package io.ispkit.genieacs;

import io.ispkit.core.device.DeviceReport;
import io.ispkit.core.device.DeviceSpec;
import io.ispkit.genieacs.cpe.DeviceDocument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes device reports. */
final class Reports {

  private static final int LONGEST = 200;

  private Reports() {}

  static DeviceReport pending(
      DeviceSpec spec, Memo memo, @Nullable Found found, List<String> parameters, String detail) {
    return report(spec, memo, found, parameters, DeviceReport.Status.PENDING, detail);
  }

  /** What was reported before, after a try that ended so. */
  static DeviceReport tried(DeviceReport before, String why) {
    return new DeviceReport(
        before.deviceId(),
        before.serial(),
        before.template(),
        before.info(),
        before.tasks(),
        before.parameters(),
        before.wifiConfigured(),
        before.status(),
        shown(why));
  }

  static DeviceReport confirmed(DeviceSpec spec, Memo memo, Found found, List<String> parameters) {
    return report(spec, memo, found, parameters, DeviceReport.Status.CONFIRMED, null);
  }

  private static DeviceReport report(
      DeviceSpec spec,
      Memo memo,
      @Nullable Found found,
      List<String> parameters,
      DeviceReport.Status status,
      @Nullable String detail) {
    boolean wifi = status == DeviceReport.Status.CONFIRMED && spec.wifi() != null;
    return new DeviceReport(
        found == null ? memo.device().orElse(null) : found.device().id(),
        spec.serial(),
        spec.template(),
        found == null ? Map.of() : info(found),
        memo.tasks(),
        parameters,
        wifi,
        status,
        detail);
  }

  /** What a device tells of itself, fit to be shown. */
  static Map<String, String> info(Found found) {
    DeviceDocument device = found.device();
    Map<String, String> info = new LinkedHashMap<>();
    device.identity("Manufacturer").ifPresent(v -> info.put("manufacturer", shown(v)));
    device.identity("OUI").ifPresent(v -> info.put("oui", shown(v)));
    device.identity("ProductClass").ifPresent(v -> info.put("product_class", shown(v)));
    found
        .wanted()
        .layout(device)
        .ifPresent(
            layout ->
                new TreeMap<>(layout.info())
                    .forEach(
                        (name, path) ->
                            device.value(path).ifPresent(v -> info.put(name, shown(v.asText())))));
    return info;
  }

  static String shown(List<String> told) {
    return shown(String.join("; ", told));
  }

  /** One line of bounded length, whatever a device said. */
  static String shown(String told) {
    String line = told.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
