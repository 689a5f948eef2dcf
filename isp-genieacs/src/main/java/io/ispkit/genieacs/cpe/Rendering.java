package io.ispkit.genieacs.cpe;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a device should have, by its layout and what it is made of. A pure function: the same for
 * plan, write, read-back and drift.
 *
 * @param parameters in the order in which they are set
 * @param missing what is needed and the device is not known to have, or does not let be written
 * @param unlisted what is wanted and is not among the values that the device lists, in words
 * @param creatable objects of which an instance is needed, is missing, and may be added
 */
public record Rendering(
    List<Parameter> parameters,
    List<String> missing,
    List<String> unlisted,
    List<String> creatable) {

  public Rendering {
    parameters = List.copyOf(parameters);
    missing = List.copyOf(missing);
    unlisted = List.copyOf(unlisted);
    creatable = List.copyOf(creatable);
  }

  /** Renders settings for one device. */
  public static Rendering of(Layout layout, CpeSettings settings, DeviceDocument device) {
    Renderer renderer = new Renderer(device);
    for (Group group : layout.groups()) {
      switch (group.needs()) {
        case WIFI -> renderer.wifi(group, settings.wifi());
        case PPPOE -> renderer.part(group, Values.of(settings.pppoe()));
        case VLAN -> renderer.part(group, Values.of(settings.wanVlan()));
        case MANAGEMENT -> renderer.part(group, Values.of(settings.management()));
      }
    }
    if (settings.wanVlan() != null && layout.groups().stream().noneMatch(Rendering::isVlan)) {
      renderer.missing(layout.root() + ": a place for the WAN VLAN");
    }
    return renderer.rendering();
  }

  private static boolean isVlan(Group group) {
    return group.needs() == Group.Part.VLAN;
  }

  /** Whether the device can be set as it is known now. */
  public boolean isComplete() {
    return missing.isEmpty() && unlisted.isEmpty();
  }

  /** Paths in the order in which they are set. */
  public List<String> paths() {
    return parameters.stream().map(Parameter::path).toList();
  }

  /** Those that can be read back. */
  public List<Parameter> readable() {
    return parameters.stream().filter(p -> !p.secret()).toList();
  }

  /** The paths of those that a document shows otherwise, or does not show. */
  public List<String> differing(DeviceDocument device) {
    return readable().stream()
        .filter(p -> !p.isMetBy(device.value(p.path()).orElse(null)))
        .map(Parameter::path)
        .toList();
  }

  /** The same, and what is wanted of a device that it is not known to have or to take. */
  public List<String> unmet(DeviceDocument device) {
    return Stream.of(differing(device), missing, unlisted).flatMap(List::stream).toList();
  }
}
