package io.ispkit.genieacs;

import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.device.DeviceSpec;
import io.ispkit.core.device.WifiSettings;
import io.ispkit.genieacs.cpe.DeviceDocument;
import io.ispkit.genieacs.cpe.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what would be set, without secrets. */
final class Plans {

  /** As in {@link Change#system()}. */
  static final String SYSTEM = "genieacs";

  private Plans() {}

  static String target(DeviceDocument device) {
    return "device " + device.id();
  }

  static Change change(DeviceSpec spec, Optional<Found> found, Tag tag) {
    if (found.isEmpty() || found.get().wanted().layout(found.get().device()).isEmpty()) {
      return Change.create(
          SYSTEM,
          "device " + spec.serial() + " (when it appears)",
          wanted(spec).toArray(FieldChange[]::new));
    }
    DeviceDocument device = found.get().device();
    List<FieldChange> fields = new ArrayList<>();
    if (!device.tags().contains(tag.value())) {
      fields.add(FieldChange.set("_tags", tag.value()));
    }
    found.get().rendering().parameters().forEach(p -> fields.add(field(p, device)));
    return new Change(SYSTEM, Change.Action.UPDATE, target(device), fields);
  }

  static FieldChange field(Parameter parameter, DeviceDocument device) {
    return parameter.secret()
        ? FieldChange.secret(parameter.path())
        : new FieldChange(
            parameter.path(),
            device.value(parameter.path()).map(v -> Reports.shown(v.asText())).orElse(null),
            parameter.value().asText());
  }

  private static List<FieldChange> wanted(DeviceSpec spec) {
    List<FieldChange> fields = new ArrayList<>();
    fields.add(FieldChange.set("pppoe_username", spec.username()));
    if (spec.password() != null) {
      fields.add(FieldChange.secret("pppoe_password"));
    }
    WifiSettings wifi = spec.wifi();
    if (wifi != null) {
      fields.add(FieldChange.set("wifi_ssid", wifi.ssid()));
      fields.add(FieldChange.secret("wifi_passphrase"));
    }
    return fields;
  }
}
