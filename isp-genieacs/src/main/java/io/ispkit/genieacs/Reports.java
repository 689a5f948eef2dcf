package io.ispkit.genieacs;

import io.ispkit.core.device.DeviceReport;
import io.ispkit.core.device.DeviceSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes device reports. */
final class Reports {

  private Reports() {}

  static DeviceReport pending(
      DeviceSpec spec,
      Memo memo,
      @Nullable DeviceDocument device,
      Template template,
      List<String> parameters,
      String detail) {
    return report(spec, memo, device, template, parameters, DeviceReport.Status.PENDING, detail);
  }

  static DeviceReport confirmed(
      DeviceSpec spec,
      Memo memo,
      DeviceDocument device,
      Template template,
      List<String> parameters) {
    return report(spec, memo, device, template, parameters, DeviceReport.Status.CONFIRMED, null);
  }

  private static DeviceReport report(
      DeviceSpec spec,
      Memo memo,
      @Nullable DeviceDocument device,
      Template template,
      List<String> parameters,
      DeviceReport.Status status,
      @Nullable String detail) {
    boolean wifi = status == DeviceReport.Status.CONFIRMED && spec.wifi() != null;
    return new DeviceReport(
        device == null ? null : device.id(),
        spec.serial(),
        spec.template(),
        device == null ? Map.of() : info(device, template),
        memo.tasks(),
        parameters,
        wifi,
        status,
        detail);
  }

  private static Map<String, String> info(DeviceDocument device, Template template) {
    Map<String, String> info = new LinkedHashMap<>();
    device.identity("Manufacturer").ifPresent(v -> info.put("manufacturer", v));
    device.identity("OUI").ifPresent(v -> info.put("oui", v));
    device.identity("ProductClass").ifPresent(v -> info.put("product_class", v));
    template
        .modelOf(device)
        .ifPresent(
            model ->
                new TreeMap<>(model.info())
                    .forEach(
                        (name, path) ->
                            device.value(path).ifPresent(v -> info.put(name, v.asText()))));
    return info;
  }
}
