package io.ispkit.genieacs.cpe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the settings stand in one kind of device.
 *
 * @param root by which such a device is known, such as {@code Device}
 * @param discover the objects that must be known before anything is set
 * @param info name and parameter of what describes the device
 * @param signal name, parameter and unit of what tells how well its line is
 */
public record Layout(
    String root,
    List<String> discover,
    Map<String, String> info,
    Map<String, Measure> signal,
    List<Group> groups) {

  public Layout {
    Given.required(root, "root");
    discover = List.copyOf(Given.required(discover, "discover"));
    info = Map.copyOf(Given.required(info, "info"));
    signal = signal == null ? Map.of() : Map.copyOf(signal);
    groups = List.copyOf(Given.required(groups, "groups"));
  }

  Layout overriddenBy(LayoutOverride override) {
    Map<String, Measure> measures = new LinkedHashMap<>(signal);
    measures.putAll(override.signal());
    List<Group> changed = new ArrayList<>();
    for (Group group : groups) {
      Group now = group;
      for (GroupChange other : override.groups()) {
        now = now.overriddenBy(other);
      }
      changed.add(now);
    }
    changed.addAll(override.adds());
    List<String> objects = new ArrayList<>(discover);
    override.objects().stream().filter(object -> !isWithin(object, discover)).forEach(objects::add);
    return new Layout(root, objects, info, measures, changed);
  }

  private static boolean isWithin(String object, List<String> others) {
    return others.stream().anyMatch(o -> object.equals(o) || object.startsWith(o + "."));
  }

  /** What the device tells of itself by this name of {@link #info}. */
  Optional<String> told(DeviceDocument device, String name) {
    return Optional.ofNullable(info.get(name)).flatMap(device::value).map(v -> v.asText());
  }
}
