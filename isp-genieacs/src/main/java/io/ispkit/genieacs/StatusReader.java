package io.ispkit.genieacs;

import io.ispkit.genieacs.cpe.CpeSettings;
import io.ispkit.genieacs.cpe.DeviceDocument;
import io.ispkit.genieacs.cpe.Layout;
import io.ispkit.genieacs.cpe.Layouts;
import io.ispkit.genieacs.cpe.Measure;
import io.ispkit.genieacs.cpe.Template;
import io.ispkit.genieacs.cpe.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how a device is from its document. */
final class StatusReader {

  private StatusReader() {}

  static Wanted wanted(Layouts layouts) {
    return Wanted.of(
        layouts, layouts.template(Template.DEFAULT).orElseThrow(), CpeSettings.NOTHING);
  }

  /** What must be read; patterns up to their first instance number. */
  static List<String> paths(Layouts layouts, Wanted wanted) {
    List<String> paths = new ArrayList<>();
    for (Layout layout : wanted.template().models().values()) {
      paths.add(layout.root() + ".DeviceInfo");
      paths.add(layout.root() + ".ManagementServer.PeriodicInformInterval");
    }
    paths.addAll(layouts.measured(wanted.template()));
    return paths;
  }

  /** The parameters that can be asked for: those that the device has. */
  static List<String> known(DeviceDocument device, Wanted wanted) {
    List<String> paths = new ArrayList<>();
    wanted
        .layout(device)
        .ifPresent(
            layout -> {
              paths.addAll(layout.info().values());
              layout.signal().values().forEach(m -> paths.addAll(device.objects(m.path())));
            });
    return paths.stream().filter(device::has).distinct().toList();
  }

  static DeviceStatus read(DeviceDocument device, Wanted wanted) {
    Map<String, String> info = Reports.info(new Found(device, wanted));
    Map<String, DeviceStatus.Reading> signal = new LinkedHashMap<>();
    Optional<Layout> layout = wanted.layout(device);
    layout.ifPresent(
        l ->
            l.signal()
                .forEach(
                    (name, measure) ->
                        device.objects(measure.path()).stream()
                            .flatMap(path -> reading(device, path, measure).stream())
                            .findFirst()
                            .ifPresent(reading -> signal.put(name, reading))));
    return new DeviceStatus(
        device.id(),
        info,
        device.moment("lastInform").orElse(null),
        Optional.ofNullable(info.remove("uptime")).flatMap(StatusReader::seconds).orElse(null),
        layout
            .flatMap(l -> device.value(l.root() + ".ManagementServer.PeriodicInformInterval"))
            .flatMap(v -> seconds(v.asText()))
            .orElse(null),
        signal);
  }

  private static Optional<DeviceStatus.Reading> reading(
      DeviceDocument device, String path, Measure measure) {
    return device
        .value(path)
        .filter(v -> v.isNumber() || v.asText().matches("-?[0-9]{1,12}(\\.[0-9]{1,6})?"))
        .map(
            v ->
                new DeviceStatus.Reading(
                    Double.parseDouble(v.asText()) * measure.scale(),
                    measure.unit(),
                    device.readAt(path).orElse(null)));
  }

  private static Optional<Duration> seconds(String text) {
    return text.matches("[0-9]{1,10}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
        : Optional.empty();
  }
}
